package org.mailstead.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.finder.Finding;
import org.mailstead.ladder.Attempt;
import org.mailstead.ladder.Credential;
import org.mailstead.ladder.Evidence;
import org.mailstead.ladder.Ladder;
import org.mailstead.ladder.Observer;
import org.mailstead.ladder.Outside;
import org.mailstead.ladder.SecretShape;
import org.mailstead.ladder.Symptom;
import org.mailstead.ladder.Times;
import org.mailstead.ladder.View;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.settings.Provider;
import org.mailstead.settings.ProviderTable;
import org.mailstead.testkit.MadeUpAccounts;
import org.mailstead.testkit.MadeUpImap;
import org.mailstead.testkit.MadeUpPop3;
import org.mailstead.testkit.MadeUpSmtp;
import org.mailstead.testkit.MailHosts;

/** An account whose servers are all in order, and settings that are right; each test changes one thing. */
final class Scene implements AutoCloseable {
    static final ProviderTable TABLE = ProviderTable.builtIn();
    static final String HOST = "mail.example.org";
    static final String ANN = "ann@example.org";
    static final String PASSWORD = "Correct-Horse-7";

    /** What is only waited for where a server is silent on purpose is short; all else as long as a busy machine needs. */
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final Times TIMES = new Times(
            LONG,
            LONG,
            Duration.ofMillis(400),
            Duration.ofMillis(20),
            LONG,
            Duration.ofSeconds(2),
            Duration.ofSeconds(50),
            Duration.ofSeconds(55));

    final MailHosts hosts;
    /** As it looks from elsewhere; null if nobody there is asked. */
    @Nullable
    MailHosts elsewhere;

    final MadeUpAccounts accounts = new MadeUpAccounts().let(ANN, PASSWORD);
    final MadeUpImap imap = new MadeUpImap().accounts(accounts);
    final MadeUpPop3 pop3 = new MadeUpPop3().accounts(accounts);
    final MadeUpSmtp smtp = new MadeUpSmtp().accounts(accounts);
    final MailServer imaps = server(Protocol.IMAP, HOST, 993);
    final MailServer submission = server(Protocol.SMTP, HOST, 587);

    String address = ANN;
    Optional<Credential> secret = Optional.of(new Credential.Password(PASSWORD));
    List<MailServer> set = List.of(imaps, submission);
    List<MailServer> right = List.of(imaps, submission);
    Optional<Provider> provider = Optional.empty();
    Set<Symptom> symptoms = EnumSet.noneOf(Symptom.class);
    String said = "";
    Clock clock = Clock.systemUTC();
    /** Where may be gone to. */
    Predicate<InetAddress> usable = Outside::isPublic;

    Optional<Outside.Beacon> beacon = Optional.empty();
    List<DnsName> blocklists = List.of();
    Optional<Finding> finding = Optional.empty();

    Scene() throws IOException {
        hosts = new MailHosts(clock.instant());
        hosts.record("example.org MX 10 " + HOST);
        hosts.record("example.org TXT \"v=spf1 mx -all\"");
        whole(hosts.host(HOST));
    }

    MailHosts.Host whole(MailHosts.Host host) {
        return host.imaps(imap).imap(imap).pop3s(pop3).pop3(pop3).smtps(smtp).submission(smtp);
    }

    /** The host, with what a test changes. */
    MailHosts.Host host() {
        return hosts.host(HOST);
    }

    static MailServer server(Protocol protocol, String host, int port) {
        var security = switch (port) {
            case 993, 995, 465 -> Security.TLS;
            default -> Security.STARTTLS;
        };
        return new MailServer(protocol, host, port, security, ANN);
    }

    static MailServer server(Protocol protocol, String host, int port, Security security) {
        return new MailServer(protocol, host, port, security, ANN);
    }

    /** Seen from elsewhere all is in order, or what the test makes of it. */
    MailHosts.Host elsewhere() throws IOException {
        MailHosts there = elsewhere;
        if (there == null) {
            there = new MailHosts(clock.instant());
            there.record("example.org MX 10 " + HOST);
            whole(there.host(HOST));
            elsewhere = there;
        }
        return there.host(HOST);
    }

    /** The account is one of a provider in the table, whose servers are those of the scene. */
    Scene of(String id) {
        Provider known = TABLE.byId(id).orElseThrow();
        provider = Optional.of(known);
        String domain = known.domains().isEmpty()
                ? "example.org"
                : known.domains().getFirst().replace("*.", "firm.");
        address = "ann@" + domain;
        hosts.record(domain + " MX 10 mx." + domain);
        set = known.settings(address, "").servers().stream()
                .filter(server -> server.protocol() != Protocol.POP3)
                .toList();
        right = set;
        for (MailServer server : set) whole(hosts.host(server.host()));
        set.forEach(server -> accounts.let(server.user(), PASSWORD));
        return this;
    }

    Scene password(String typed) {
        secret = Optional.of(new Credential.Password(typed));
        return this;
    }

    /** Whoever asks is told this, whatever was asked. */
    static MailHosts.Service page(String head, String body) {
        return caller -> {
            for (String line = caller.hear(); line != null && !line.isEmpty(); line = caller.hear()) {
                // Only the empty line counts.
            }
            caller.say(head);
            caller.say("");
            caller.raw(body.getBytes(StandardCharsets.US_ASCII));
        };
    }

    Report examined() throws IOException {
        var attempt = new Attempt(
                address,
                set,
                right.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new AccountSettings(
                                address.strip(),
                                "",
                                right,
                                provider.map(Provider::secrets).orElse(List.of()))),
                provider,
                secret.filter(Credential.Password.class::isInstance).map(each -> SecretShape.of(each.text())),
                symptoms,
                said);
        var evidence = Ladder.climb(attempt, secret, outside(hosts));
        return new Doctor(TABLE).diagnose(withThere(evidence), finding);
    }

    private Evidence withThere(Evidence seen) {
        MailHosts there = elsewhere;
        if (there == null) return seen;
        var names = new LinkedHashSet<>(
                new ArrayList<>(set.stream().map(MailServer::host).toList()));
        View view = Observer.view(names, DnsName.of("example.org"), outside(there));
        return seen.with(view);
    }

    private Outside outside(MailHosts world) {
        return new Outside(
                new ScriptedResolver(world.zone()),
                world::connect,
                Optional.of(world.roots()),
                usable,
                clock,
                TIMES,
                Outside.Surface.BARE,
                beacon,
                blocklists);
    }

    @Override
    public void close() throws IOException {
        hosts.close();
        if (elsewhere != null) elsewhere.close();
    }
}
