package org.mailstead.ladder;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailstead.ladder.PortFacts.First;
import org.mailstead.ladder.PortFacts.Reached;
import org.mailstead.ladder.PortFacts.Tls;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.testkit.MadeUpAccounts;
import org.mailstead.testkit.MadeUpImap;
import org.mailstead.testkit.MadeUpPop3;
import org.mailstead.testkit.MadeUpSmtp;
import org.mailstead.testkit.MailHosts.Host;
import org.mailstead.testkit.Personalities;

/** Nothing wrong is told of servers with which nothing is wrong, however they differ. */
@Timeout(120)
class HealthyServersTest {
    private static final String HOST = "mail.example.org";
    private static final String PASSWORD = "secret";
    private static final MailServer IMAPS = World.server(Protocol.IMAP, HOST, 993);
    private static final MailServer IMAP = World.server(Protocol.IMAP, HOST, 143);
    private static final MailServer POP3S = World.server(Protocol.POP3, HOST, 995);
    private static final MailServer POP3 = World.server(Protocol.POP3, HOST, 110);
    private static final MailServer SMTPS = World.server(Protocol.SMTP, HOST, 465);
    private static final MailServer SMTP = World.server(Protocol.SMTP, HOST, 587);

    private final World world = new World();

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    /** Puts servers on a host. */
    interface Setting {
        void at(Host host, MadeUpAccounts accounts);
    }

    private static Arguments healthy(String name, Setting setting, MailServer... set) {
        return argumentSet(name, setting, List.of(set));
    }

    private static Arguments imap(String name, MadeUpImap imap) {
        return healthy(name, (host, accounts) -> host.imaps(imap.accounts(accounts)), IMAPS);
    }

    private static Arguments pop3(String name, MadeUpPop3 pop3) {
        return healthy(name, (host, accounts) -> host.pop3s(pop3.accounts(accounts)), POP3S);
    }

    private static Arguments smtp(String name, MadeUpSmtp smtp) {
        return healthy(name, (host, accounts) -> host.submission(smtp.accounts(accounts)), SMTP);
    }

    static Stream<Arguments> servers() {
        return Stream.of(knownServers(), oddServers(), settings()).flatMap(each -> each);
    }

    private static Stream<Arguments> knownServers() {
        return Stream.of(
                imap("Dovecot", Personalities.dovecotImap()),
                imap("Exchange Online", Personalities.exchangeOnlineImap()),
                imap("Gmail", Personalities.gmailImap()),
                imap("iCloud", Personalities.icloudImap()),
                imap("Courier", Personalities.courierImap()),
                imap("Cyrus", Personalities.cyrusImap()),
                pop3("Dovecot POP3", Personalities.dovecotPop3()),
                pop3("Exchange Online POP3", Personalities.exchangeOnlinePop3()),
                pop3("Courier POP3", Personalities.courierPop3()),
                pop3("Cyrus POP3", Personalities.cyrusPop3()),
                smtp("Postfix", Personalities.postfix()),
                smtp("Exchange Online SMTP", Personalities.exchangeOnlineSmtp()),
                smtp("Gmail SMTP", Personalities.gmailSmtp()),
                smtp("iCloud SMTP", Personalities.icloudSmtp()));
    }

    private static Stream<Arguments> oddServers() {
        String[] many = new String[150];
        for (int i = 0; i < many.length; i++) many[i] = "X-EXTENSION-" + i + " WITH PARAMETERS";
        many[70] = "STARTTLS";
        String[] manyWithin = many.clone();
        manyWithin[70] = "AUTH PLAIN";
        String[] folders = Collections.nCopies(3000, "a").toArray(String[]::new);
        String long220 = "220-" + "welcome ".repeat(50) + "\n220-\n220 no unsolicited mail";
        return Stream.of(
                imap("the least IMAP", new MadeUpImap().secured("IMAP4rev1")),
                imap("small letters", new MadeUpImap().secured("imap4rev1 auth=plain")),
                imap("a strange greeting", new MadeUpImap().greets("* OK [ALERT] ÄÖÜ \u202e☃ 554 -ERR BYE")),
                imap("an empty mailbox", new MadeUpImap().holds(0, "INBOX")),
                imap("a full list of folders", new MadeUpImap().holds(1, folders)),
                pop3("POP3 without CAPA", new MadeUpPop3().secured()),
                pop3("POP3 with APOP", new MadeUpPop3().greets("+OK <1896.697170952@dbc.mtview.ca.us>")),
                pop3("the shortest greeting", new MadeUpPop3().greets("+OK")),
                smtp("a long greeting", new MadeUpSmtp().greets(long220)),
                smtp("a list of many extensions", new MadeUpSmtp().plain(many).secured(manyWithin)),
                smtp("no size and no limit", new MadeUpSmtp().secured("SIZE 0", "AUTH PLAIN")),
                smtp("LOGIN only", new MadeUpSmtp().secured("AUTH=LOGIN")));
    }

    private static Stream<Arguments> settings() {
        var another = World.server(Protocol.SMTP, HOST, 2525);
        var own = World.server(Protocol.SMTP, HOST, 1587);
        return Stream.of(
                healthy("TLS 1.2 only", (host, all) -> whole(host.tls("TLSv1.2"), all), IMAPS, POP3, SMTP),
                healthy("TLS 1.3 only", (host, all) -> whole(host.tls("TLSv1.3"), all), IMAPS, POP3, SMTP),
                healthy("STARTTLS everywhere", HealthyServersTest::whole, IMAP, POP3, SMTP),
                healthy("TLS at once everywhere", HealthyServersTest::whole, IMAPS, POP3S, SMTPS),
                healthy("2525 beside 587", (host, all) -> whole(host, all).port(2525, new MadeUpSmtp()), SMTP, another),
                healthy("a port of its own", (host, all) -> host.port(1587, new MadeUpSmtp().accounts(all)), own),
                healthy("IPv4 and IPv6", (host, all) -> whole(host.address("2001:db8::7"), all), IMAPS, SMTP),
                healthy(
                        "IPv6 only",
                        (host, all) -> whole(host.address("2001:db8::8").withoutIpv4(), all),
                        IMAPS,
                        SMTP));
    }

    private static Host whole(Host host, MadeUpAccounts all) {
        return host.imaps(new MadeUpImap().accounts(all))
                .imap(new MadeUpImap().accounts(all))
                .pop3s(new MadeUpPop3().accounts(all))
                .pop3(new MadeUpPop3().accounts(all))
                .smtps(new MadeUpSmtp().accounts(all))
                .submission(new MadeUpSmtp().accounts(all));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void nothingWrongIsTold(Setting setting, List<MailServer> set) {
        var accounts = new MadeUpAccounts().let(World.ANN, PASSWORD);
        setting.at(world.host(HOST), accounts);
        var evidence = Ladder.climb(
                World.attempt(set.toArray(new MailServer[0])),
                Optional.of(new Credential.Password(PASSWORD)),
                world.outside(World.PATIENT));
        for (MailServer each : set) {
            var port = evidence.here().port(HOST, each.port()).orElseThrow();
            assertThat(port.ipv4()).isIn(Optional.empty(), Optional.of(Reached.OPEN));
            assertThat(port.ipv6()).isIn(Optional.empty(), Optional.of(Reached.OPEN));
            assertThat(port.first().orElseThrow().kind())
                    .isIn(
                            First.Kind.SILENCE,
                            Greeting.of(greeting(each.protocol())).kind());
            var begun = (Tls.Begun) port.tls().orElseThrow();
            assertThat(begun.certificate().doubts()).isEmpty();
            assertThat(begun.onCommand()).isEqualTo(each.security() == MailServer.Security.STARTTLS);
            port.plain().ifPresent(offer -> assertThat(offer.mangled()).isFalse());
            assertThat(port.secured().orElseThrow().mangled()).isFalse();
            assertThat(port.secured().orElseThrow().protocol()).isEqualTo(each.protocol());
        }
        assertThat(evidence.signIns()).isNotEmpty().allMatch(each -> each.came() == SignIn.Came.LET_IN);
        assertThat(evidence.use().refusals()).isEmpty();
        assertThat(accounts.tries()).hasSameSizeAs(evidence.signIns());
        var protocols = new ArrayList<Protocol>();
        evidence.signIns().forEach(each -> protocols.add(each.server().protocol()));
        assertThat(protocols).doesNotHaveDuplicates();
    }

    private static byte[] greeting(Protocol protocol) {
        return switch (protocol) {
            case IMAP -> "* OK".getBytes(US_ASCII);
            case POP3 -> "+OK".getBytes(US_ASCII);
            case SMTP -> "220 a".getBytes(US_ASCII);
        };
    }
}
