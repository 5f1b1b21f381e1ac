package org.mailstead.consulting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mailstead.doctor.Case;
import org.mailstead.doctor.CaseText;
import org.mailstead.doctor.Report;
import org.mailstead.doctor.ReportText;
import org.mailstead.doctor.Verdict;
import org.mailstead.ladder.Credential;
import org.mailstead.ladder.Evidence;
import org.mailstead.ladder.PortFacts;
import org.mailstead.ladder.Rung;
import org.mailstead.ladder.Rung.Light;
import org.mailstead.ladder.SignIn;
import org.mailstead.ladder.SignIn.Came;
import org.mailstead.settings.MailServer;
import org.mailstead.texts.Language;

/**
 * Looks at an account again and again, and tells what has changed. Signs in again as long as it is let in; after a refusal only if something
 * else has changed since, not soon, and three times in all, so that no account is locked by it. For one use.
 */
public final class Following {
    /** While somebody waits for what was just changed. */
    private static final Duration SOON = Duration.ofMinutes(1);

    private static final int SOON_LOOKS = 10;

    private static final Duration LATER = Duration.ofMinutes(5);

    /** A day: who still wants to know begins anew. */
    static final int LOOKS = SOON_LOOKS
            + (int) Duration.ofHours(24).minus(SOON.multipliedBy(SOON_LOOKS)).dividedBy(LATER);

    /** Servers count wrong passwords over a quarter of an hour or so, and lock after five or more. */
    private static final int REFUSALS = 3;

    private static final Duration BETWEEN_REFUSALS = Duration.ofMinutes(20);

    private static final Set<Case> LOCKED = Set.of(Case.ACCOUNT_LOCKED, Case.TOO_MANY_CONNECTIONS);

    private final Examiner examiner;
    private final Speech speech;
    private final Pause pause;
    private final Consumer<String> told;

    private Optional<Evidence> signedIn = Optional.empty();
    private boolean refused;
    private boolean never;
    private int refusals;
    private Instant lastTry = Instant.MIN;
    private String seenAtRefusal = "";

    /** Waits; a test does not. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    /** How the person is spoken to. */
    public record Speech(Language language, Clock clock, ZoneId zone) {}

    /** @param told takes lines */
    public Following(Examiner examiner, Speech speech, Pause pause, Consumer<String> told) {
        this.examiner = examiner;
        this.speech = speech;
        this.pause = pause;
        this.told = told;
    }

    /**
     * Until it is interrupted, or a day is over.
     *
     * @return whether nothing stopped mail at the last look
     */
    public boolean follow(Examiner.Prepared prepared) {
        var wording = new Wording(speech.language());
        var texts = new ReportText(speech.language(), speech.clock());
        Report before = look(prepared);
        told.accept(texts.people(before));
        told.accept(wording.get("watch.begin"));
        for (int i = 1; i < LOOKS; i++) {
            try {
                pause.of(i < SOON_LOOKS ? SOON : LATER);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return before.isWell();
            }
            boolean gaveUp = never;
            Report now = look(prepared);
            String time = DateTimeFormatter.ofPattern("HH:mm:ss")
                    .withZone(speech.zone())
                    .format(speech.clock().instant());
            for (String line : changes(before, now)) told.accept(time + "  " + line);
            if (never && !gaveUp) told.accept(time + "  " + wording.get("watch.not-again"));
            before = now;
        }
        told.accept(wording.get("watch.end"));
        return before.isWell();
    }

    private Report look(Examiner.Prepared prepared) {
        var secret = prepared.secret();
        if (secret.isEmpty()) return examiner.climb(prepared, secret, _ -> {}).report();
        if (!refused) return signIn(prepared, secret);
        Report only = examiner.climb(prepared, Optional.empty(), _ -> {}).report();
        boolean changed = !outline(only.evidence()).equals(seenAtRefusal);
        boolean again = changed && !never && !speech.clock().instant().isBefore(lastTry.plus(BETWEEN_REFUSALS));
        return again ? signIn(prepared, secret) : examiner.diagnose(with(only.evidence()), prepared.finding());
    }

    private Report signIn(Examiner.Prepared prepared, Optional<Credential> secret) {
        Report report = examiner.climb(prepared, secret, _ -> {}).report();
        Evidence evidence = report.evidence();
        signedIn = Optional.of(evidence);
        lastTry = speech.clock().instant();
        // Some servers hang up in place of an answer.
        refused = evidence.signIns().stream()
                .map(SignIn::came)
                .anyMatch(came -> came == Came.REFUSED || came == Came.CUT);
        boolean locked = report.verdicts().stream().map(Verdict::what).anyMatch(LOCKED::contains);
        if (refused || locked) {
            refusals++;
            refused = true;
            seenAtRefusal = outline(evidence);
        }
        never = locked || refusals >= REFUSALS;
        return report;
    }

    /** What is seen now, with what came of signing in before. */
    private Evidence with(Evidence now) {
        return new Evidence(
                signedIn.map(Evidence::attempt).orElse(now.attempt()),
                now.machine(),
                now.here(),
                now.there(),
                signedIn.map(Evidence::signIns).orElse(List.of()),
                signedIn.map(Evidence::use).orElse(now.use()),
                now.senders(),
                now.took());
    }

    /** What counts of the servers that are set: not what is another each time, such as the order of addresses. */
    private static String outline(Evidence evidence) {
        return evidence.attempt().set().stream()
                .map(server -> server + " " + outline(evidence, server))
                .collect(Collectors.joining("\n"));
    }

    private static String outline(Evidence evidence, MailServer server) {
        String host = evidence.here()
                .host(server.host())
                .map(each -> each.answer().getClass().getSimpleName())
                .orElse("");
        return host
                + evidence.here()
                        .port(server.host(), server.port())
                        .map(port ->
                                port.isOpen() + " " + port.first().map(PortFacts.First::kind) + " " + tls(port) + " "
                                        + port.secured()
                                                .map(offer -> offer.mechanisms().stream()
                                                        .sorted()
                                                        .toList()))
                        .orElse("");
    }

    private static String tls(PortFacts port) {
        return switch (port.tls().orElse(null)) {
            case PortFacts.Tls.Begun begun -> begun.certificate().fingerprint();
            case PortFacts.Tls.Failed failed -> failed.why().name();
            case null -> "";
        };
    }

    /** In sentences; none if it is all the same. */
    List<String> changes(Report before, Report now) {
        var wording = new Wording(speech.language());
        var cases = new CaseText(speech.language());
        var texts = new ReportText(speech.language(), speech.clock());
        var lines = new ArrayList<String>();
        if (!texts.headline(before).equals(texts.headline(now))) lines.add(texts.headline(now));
        var old = before.verdicts().stream().map(Verdict::what).collect(Collectors.toSet());
        var present = now.verdicts().stream().map(Verdict::what).collect(Collectors.toSet());
        for (Verdict each : before.verdicts())
            if (!present.contains(each.what()))
                lines.add(wording.get("watch.mended", "code", each.what().code(), "title", cases.title(each.what())));
        for (Verdict each : now.verdicts())
            if (!old.contains(each.what()))
                lines.add(wording.get(
                        "watch.new",
                        "code",
                        each.what().code(),
                        "title",
                        cases.title(each.what()),
                        "says",
                        cases.says(each),
                        "do",
                        cases.action(each)));
        for (Rung rung : Rung.values()) {
            Light light = now.lights().getOrDefault(rung, Light.DARK);
            if (light != before.lights().getOrDefault(rung, Light.DARK))
                lines.add(wording.get(
                        "watch.rung",
                        "rung",
                        cases.rung(rung),
                        "light",
                        wording.get("light." + ResultPage.word(light))));
        }
        return lines;
    }
}
