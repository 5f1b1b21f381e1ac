package org.mailstead.consulting;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.mailstead.consulting.Elsewhere.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.doctor.Doctor;
import org.mailstead.doctor.Report;
import org.mailstead.finder.Consent;
import org.mailstead.finder.Finder;
import org.mailstead.finder.Finding;
import org.mailstead.finder.Surroundings;
import org.mailstead.ladder.Attempt;
import org.mailstead.ladder.Credential;
import org.mailstead.ladder.Evidence;
import org.mailstead.ladder.Ladder;
import org.mailstead.ladder.Outside;
import org.mailstead.ladder.Progress;
import org.mailstead.ladder.SecretShape;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.Provider;
import org.mailstead.settings.ProviderTable;

/** Finds the settings of an account, tries them, and names the cause. Keeps nothing; may be used by many threads. */
public final class Examiner {
    /** As many hosts as are looked at. */
    static final int HOSTS = 8;

    private final ProviderTable table;
    private final Finder finder;
    private final Ways ways;

    /**
     * How everything outside is reached.
     *
     * @param around for each search a new one, since its time and its questions are limited
     * @param outside likewise, for each climb
     * @param consent whom the person allows to be asked beside the domain's own places
     */
    public record Ways(
            Supplier<Surroundings> around, Supplier<Outside> outside, Consent consent, Elsewhere elsewhere) {}

    public Examiner(ProviderTable table, Ways ways) {
        this.table = table;
        this.finder = new Finder(table);
        this.ways = ways;
    }

    /**
     * What is going to be tried.
     *
     * @param secret that may be shown to the servers of the attempt
     */
    public record Prepared(Attempt attempt, Optional<Credential> secret, Optional<Finding> finding) {}

    /**
     * What the settings of an address are.
     *
     * @throws IllegalArgumentException if it is none, in words for people
     */
    public Finding find(String address) {
        String typed = address.strip();
        return finder.known(typed)
                .orElseGet(() -> finder.find(typed, ways.around().get(), ways.consent()));
    }

    /** Whether signing in with a secret that is typed is of any use. */
    public static boolean takesTypedSecret(Finding finding) {
        return finding.settings().map(AccountSettings::takesTypedSecret).orElse(true);
    }

    public Prepared prepare(Question question, Finding finding) {
        var right = finding.settings();
        List<MailServer> found = right.map(
                        settings -> Stream.concat(settings.incoming().stream(), settings.outgoing().stream())
                                .toList())
                .orElse(List.of());
        var program = question.program();
        List<MailServer> set =
                program.map(each -> each.servers(question.address(), found)).orElse(found);
        // Servers that only one place names do not get a password before the person has looked at them.
        boolean asks = program.isEmpty() && finding.trust() == Finding.Trust.ASK;
        Optional<Credential> secret = question.secret()
                .filter(each -> !asks)
                // Whoever takes no password must not be shown one.
                .filter(each -> !(each instanceof Credential.Password) || takesTypedSecret(finding));
        var attempt = new Attempt(
                question.address(),
                set,
                right,
                finding.provider().or(() -> provider(set)),
                question.secret()
                        .filter(Credential.Password.class::isInstance)
                        .map(each -> SecretShape.of(each.text())),
                question.symptoms(),
                question.said());
        return new Prepared(attempt, secret, Optional.of(finding));
    }

    private Optional<Provider> provider(List<MailServer> set) {
        return set.stream()
                .flatMap(server -> table.byServer(server.host()).stream())
                .findFirst();
    }

    /**
     * All of it at once.
     *
     * @throws IllegalArgumentException if the address is none, in words for people
     */
    public Examined examine(Question question, Progress progress) {
        var prepared = prepare(question, find(question.address()));
        return climb(prepared, prepared.secret(), progress);
    }

    /**
     * Tries it; who is elsewhere looks at the same time.
     *
     * @param secret empty to look only
     */
    public Examined climb(Prepared prepared, Optional<Credential> secret, Progress progress) {
        try (var beside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> there =
                    beside.submit(() -> ways.elsewhere().view(hosts(prepared.attempt()), domain(prepared)));
            Evidence here =
                    Ladder.climb(prepared.attempt(), secret, ways.outside().get(), progress);
            return switch (answer(there)) {
                case Answer.Seen(var view) ->
                    new Examined(diagnose(here.with(view), prepared.finding()), Optional.empty());
                case Answer.Silent(var why) -> new Examined(diagnose(here, prepared.finding()), Optional.of(why));
                case Answer.NotAsked _ -> new Examined(diagnose(here, prepared.finding()), Optional.empty());
            };
        }
    }

    private static Answer answer(Future<Answer> coming) {
        try {
            return coming.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.NotAsked();
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking elsewhere failed by a fault of ours", e.getCause());
        }
    }

    public Report diagnose(Evidence evidence, Optional<Finding> finding) {
        return new Doctor(table).diagnose(evidence, finding);
    }

    private static List<String> hosts(Attempt attempt) {
        return Stream.concat(
                        attempt.set().stream(),
                        attempt.right().map(AccountSettings::servers).orElse(List.of()).stream())
                .map(MailServer::host)
                .distinct()
                .limit(HOSTS)
                .toList();
    }

    private static DnsName domain(Prepared prepared) {
        String typed = prepared.attempt().typed().strip();
        return DnsName.parse(typed.substring(typed.lastIndexOf('@') + 1)).orElse(DnsName.ROOT);
    }
}
