package org.mailstead.policy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.mailstead.authenticity.AuthenticationResults;
import org.mailstead.authenticity.ForgedResults;
import org.mailstead.directory.ReportAddress;
import org.mailstead.message.HeaderChange;
import org.mailstead.message.Spool;
import org.mailstead.smtp.Gate;
import org.mailstead.smtp.Notes;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpEnvelope;
import org.mailstead.smtp.SmtpPeer;
import org.mailstead.smtp.SmtpReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the checks of one session, each stage's in their order; the first that refuses has the last word. */
final class PolicyGate implements Gate {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyGate.class);

    /** The longest wait for one answer: clients wait five minutes (RFC 5321 §4.5.3.2), impatient ones thirty seconds. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final List<Check> checks;
    private final List<FilterSession> filters;
    private final Facts facts;
    private final String session;

    /** Whether messages get our findings into their header: those from other servers. */
    private final boolean findsOut;

    private final Listeners listeners;

    /** What passed so far with something to tell, by stage: a new hello or mail forgets what was before. */
    private final Map<Stage, Set<Said>> said = new EnumMap<>(Stage.class);

    /** What was found out of the message, for its story. */
    private List<String> found = List.of();

    private record Said(String check, Verdict verdict) {
        @Override
        public String toString() {
            return check + ": " + verdict.reason();
        }
    }

    /**
     * Who is told of things, and what comes of it.
     *
     * @param tarPit of wrong passwords
     * @param mail of messages that were checked
     */
    record Listeners(TarPit tarPit, CheckedMail mail) {}

    PolicyGate(List<Check> checks, Facts facts, String session, boolean findsOut, Listeners listeners) {
        this(checks, List.of(), facts, session, findsOut, listeners);
    }

    /** @param filters asked after the checks of each stage, in their order */
    PolicyGate(
            List<Check> checks,
            List<FilterSession> filters,
            Facts facts,
            String session,
            boolean findsOut,
            Listeners listeners) {
        this.filters = List.copyOf(filters);
        this.listeners = listeners;
        this.checks = checks;
        this.facts = facts;
        this.session = session;
        this.findsOut = findsOut;
    }

    @Override
    public Decision connected() {
        return ask(Stage.CONNECT, FilterSession::connected);
    }

    @Override
    public Decision hello(String name) {
        facts.hello(name);
        return ask(Stage.HELLO, filter -> filter.hello(name));
    }

    @Override
    public Decision signInFailed() {
        return new Decision.GoOn(listeners.tarPit().failed(facts.client(), facts.now()));
    }

    @Override
    public Decision sender(SmtpPeer peer, Optional<SmtpAddress> sender) {
        facts.mail(peer.signedIn(), sender);
        said.remove(Stage.RECIPIENT);
        said.remove(Stage.MESSAGE);
        return ask(Stage.MAIL, filter -> filter.sender(peer, sender));
    }

    @Override
    public Decision recipient(SmtpPeer peer, Optional<SmtpAddress> sender, SmtpAddress recipient, int before) {
        facts.recipient(recipient, before);
        return ask(Stage.RECIPIENT, filter -> filter.recipient(recipient));
    }

    private Decision ask(Stage stage, Function<FilterSession, Verdict> question) {
        Decision decision = ask(stage);
        if (!(decision instanceof Decision.GoOn goOn)) return decision;
        for (FilterSession filter : filters) {
            Optional<SmtpReply> refused = refusal(told(stage, "filter", question.apply(filter)));
            if (refused.isPresent()) return new Decision.Refuse(refused.get(), goOn.after());
        }
        return decision;
    }

    private static Optional<SmtpReply> refusal(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Refuse(var reply, var _) -> Optional.of(reply);
            case Verdict.TryLater(var reply, var _) -> Optional.of(reply);
            case Verdict.SlowDown _, Verdict.Pass _, Verdict.Mark _, Verdict.Change _ -> Optional.empty();
        };
    }

    private Decision ask(Stage stage) {
        if (stage != Stage.RECIPIENT) said.remove(stage);
        var wait = Duration.ZERO;
        for (Check check : checks) {
            if (check.description().stage() != stage) continue;
            Verdict verdict = judge(check);
            switch (verdict) {
                case Verdict.Refuse(var reply, var _) -> {
                    return new Decision.Refuse(reply, wait);
                }
                case Verdict.TryLater(var reply, var _) -> {
                    return new Decision.Refuse(reply, wait);
                }
                case Verdict.SlowDown(var by, var _) -> wait = wait.plus(by);
                case Verdict.Pass _, Verdict.Mark _, Verdict.Change _ -> {}
            }
        }
        return wait.isZero()
                ? Decision.GO_ON
                : new Decision.GoOn(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }

    /** Has it in the log, and remembers it for the message. */
    private Verdict judge(Check check) {
        var about = check.description();
        return told(about.stage(), about.name(), check.judge(facts));
    }

    private Verdict told(Stage stage, String name, Verdict verdict) {
        if (verdict.reason().isEmpty()) return verdict;
        LOG.info("{} check {}: {}, {}", session, name, word(verdict), verdict.reason());
        boolean letIn = !(verdict instanceof Verdict.Refuse || verdict instanceof Verdict.TryLater);
        // One recipient's refusal is nothing to tell the others; what is said for several of them is told once.
        if (letIn) said.computeIfAbsent(stage, _ -> new LinkedHashSet<>()).add(new Said(name, verdict));
        return verdict;
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Pass _ -> "passed";
            case Verdict.Refuse _ -> "refused";
            case Verdict.TryLater _ -> "has to try again later";
            case Verdict.Mark _ -> "marked as junk";
            case Verdict.Change(var _, var junk, var _, var _) -> junk ? "changed, and marked as junk" : "changed";
            case Verdict.SlowDown _ -> "slowed down";
        };
    }

    @Override
    public Judged message(SmtpEnvelope envelope, Spool message) throws IOException {
        facts.message(envelope, message);
        found = List.of();
        Decision decision = ask(Stage.MESSAGE);
        if (findsOut && !isForReports(envelope)) tell();
        if (decision instanceof Decision.Refuse(var reply, var _)) return new Judged.Refused(reply);
        var filtered = new FilteredMail(message);
        SmtpEnvelope changed = envelope;
        for (FilterSession filter : filters) {
            Verdict verdict = told(Stage.MESSAGE, "filter", filter.message(envelope, filtered));
            Optional<SmtpReply> refused = refusal(verdict);
            if (refused.isPresent()) return new Judged.Refused(refused.get());
            if (!(verdict instanceof Verdict.Change change)) continue;
            filtered.change(change);
            changed = EnvelopeChanges.apply(changed, change.changes());
        }
        if (changed.recipients().isEmpty() && !envelope.recipients().isEmpty()) return new Judged.Refused(FOR_NOBODY);
        if (!findsOut && filtered.isUnchanged()) return new Judged.Taken(message, notes(List.of()), changed);
        Optional<Spool> edited = findsOut ? found(envelope, message, filtered) : edited(message, filtered);
        if (edited.isEmpty()) return new Judged.Refused(TOO_LARGE);
        Spool result = edited.get();
        byte[] text = filtered.text().orElse(null);
        if (text != null) result = EnvelopeChanges.withText(result, text);
        return new Judged.Taken(result, notes(found), changed);
    }

    private static Optional<Spool> edited(Spool message, FilteredMail filtered) throws IOException {
        byte[] onTop = filtered.onTop().getBytes(StandardCharsets.ISO_8859_1);
        return new HeaderChange(onTop, filtered.unwanted()).apply(message);
    }

    private Optional<Spool> found(SmtpEnvelope envelope, Spool message, FilteredMail filtered) throws IOException {
        var results = facts.findings().results(facts.hostName());
        found = List.of(summary(results));
        LOG.info("{} {} {}", session, envelope.id(), found.getFirst());
        byte[] onTop = (fields(results) + filtered.onTop()).getBytes(StandardCharsets.ISO_8859_1);
        // What filters take out first: fields are counted for that, so each must be asked for.
        return new HeaderChange(onTop, filtered.unwanted().or(this::isForged)).apply(message);
    }

    private void tell() {
        var check = checks.stream()
                .filter(DmarcCheck.class::isInstance)
                .map(DmarcCheck.class::cast)
                .findFirst();
        listeners.mail().checked(facts.findings(), DmarcCheck.exemption(check, facts.findings()));
    }

    /** Of reports nobody is told: two servers would report to each other about their reports for ever. */
    private static boolean isForReports(SmtpEnvelope envelope) {
        return envelope.recipients().stream()
                .allMatch(each -> ReportAddress.named(each.address().local()).isPresent());
    }

    @Override
    public void ended() {
        filters.forEach(FilterSession::close);
    }

    /** A filter that takes every recipient away wants the mail for nobody: its sender keeps it. */
    private static final SmtpReply FOR_NOBODY = Replies.of(550, "5.7.1", "a mail filter wants this message for nobody");

    /** What cannot be searched for forged findings is not let in. */
    private static final SmtpReply TOO_LARGE =
            Replies.of(552, "5.3.4", "the header of the message is larger than the 1 MiB taken here");

    /** RFC 8601 §5: what claims to be our own word and is not. */
    private boolean isForged(HeaderChange.RawField field) {
        return field.name().equalsIgnoreCase(JunkField.NAME)
                || ForgedResults.isForged(field.name(), field.bytes(), List.of(facts.hostName()));
    }

    /** Above our Received field, since they were found out later. RFC 8601 §4. */
    private String fields(AuthenticationResults results) {
        String junk = marks().isEmpty() ? "" : JunkField.of(marks());
        return results.toField() + junk;
    }

    private static String summary(AuthenticationResults results) {
        var words = new ArrayList<String>();
        for (var result : results.results()) words.add(result.method() + "=" + result.result());
        return "checked: " + String.join(" ", words);
    }

    private static boolean isMark(Verdict verdict) {
        return verdict instanceof Verdict.Mark
                || (verdict instanceof Verdict.Change(var _, var junk, var _, var _) && junk);
    }

    private List<String> marks() {
        return said.values().stream()
                .flatMap(Set::stream)
                .filter(each -> isMark(each.verdict()))
                .map(Said::toString)
                .toList();
    }

    private Notes notes(List<String> first) {
        var story = new ArrayList<String>(first);
        for (var stage : said.values()) for (var each : stage) story.add(each.toString());
        return new Notes(!marks().isEmpty(), story);
    }
}
