package org.mailstead.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;
import org.mailstead.ladder.PortFacts.First;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.testkit.Caller;
import org.mailstead.testkit.MadeUpImap;
import org.mailstead.testkit.MadeUpPop3;
import org.mailstead.testkit.MadeUpSmtp;
import org.mailstead.testkit.MailHosts;

/** Whatever servers do, a climb comes to its end, with facts of bounded size. */
@Timeout(180)
class HostileServersTest {
    private static final String HOST = "mail.example.org";

    /** What {@link Times#STANDARD} promises, with what it takes to write down the last. */
    private static final Duration PROMISED = Duration.ofSeconds(12);

    /** A quarter of the time, so that a test waits for less. */
    private static final Times QUICK = Times.STANDARD.dividedBy(4);

    private static final int ALL_CHARACTERS = 100_000;

    private final World world = new World();
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void close() throws IOException {
        over.countDown();
        world.close();
    }

    @Test
    void whatIsPromisedIsWhatTheTimesComeTo() {
        assertThat(Times.STANDARD.total()).isLessThan(PROMISED);
        assertThat(Times.STANDARD.view()).isLessThan(Times.STANDARD.total());
    }

    private Evidence climb(MailServer... set) {
        return climb(world.outside(QUICK), set);
    }

    private static Evidence climb(Outside outside, MailServer... set) {
        var evidence = Ladder.climb(World.attempt(set), Optional.of(new Credential.Password("secret")), outside);
        assertThat(evidence.took()).isLessThan(PROMISED);
        assertThat(evidence.toString()).hasSizeLessThan(ALL_CHARACTERS);
        return evidence;
    }

    private void everywhere(MailHosts.Service service) {
        for (int port : Observation.MAIL_PORTS) world.host(HOST).port(port, service);
    }

    private static MailServer server() {
        return World.server(Protocol.SMTP, HOST, 587);
    }

    private static void endlessly(Caller caller, String piece) throws IOException {
        byte[] bytes = piece.repeat(Math.max(1, 65_536 / piece.length())).getBytes(StandardCharsets.ISO_8859_1);
        while (true) caller.raw(bytes);
    }

    @Test
    void greetingsWithoutEnd() {
        everywhere(caller -> endlessly(caller, "A"));
        var port = climb(server()).here().port(HOST, 587).orElseThrow();
        assertThat(port.first().orElseThrow().kind()).isEqualTo(First.Kind.OTHER);
        assertThat(port.first().orElseThrow().text()).hasSize(200);
    }

    @Test
    void linesOfGreetingWithoutEnd() {
        everywhere(caller -> endlessly(caller, "220-more is to come\r\n"));
        var port = climb(server()).here().port(HOST, 587).orElseThrow();
        assertThat(port.first().orElseThrow().kind()).isEqualTo(First.Kind.SMTP);
        assertThat(port.plain()).isEmpty();
    }

    @Test
    void oneByteAfterTheOther() {
        everywhere(caller -> {
            for (char c : "220 hello, and more of it than fits in the time".toCharArray()) {
                caller.raw(new byte[] {(byte) c});
                pause();
            }
        });
        var port = climb(server()).here().port(HOST, 587).orElseThrow();
        assertThat(port.isOpen()).isTrue();
        assertThat(port.plain()).isEmpty();
    }

    private void pause() throws IOException {
        try {
            if (over.await(200, TimeUnit.MILLISECONDS)) throw new IOException("the test is over");
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void answersWithoutEnd() {
        world.host(HOST)
                .imap(answering("* OK hello", "* CAPABILITY IMAP4rev1\r\n"))
                .pop3(answering("+OK hello", "+OK\r\nTOP\r\n"))
                .submission(answering("220 hello", "250-SIZE 5\r\n"))
                .relay(answering("220 hello", "x"))
                .imaps(answering("* OK hello", "* CAPABILITY IMAP4rev1\r\n"));
        var evidence = climb(server(), World.server(Protocol.IMAP, HOST, 993));
        for (int port : new int[] {143, 110, 587, 25})
            assertThat(evidence.here().port(HOST, port).orElseThrow().plain()).isEmpty();
        assertThat(evidence.here().port(HOST, 993).orElseThrow().secured()).isEmpty();
    }

    private static MailHosts.Service answering(String greeting, String endless) {
        return caller -> {
            caller.say(greeting);
            caller.hear();
            endlessly(caller, endless);
        };
    }

    @Test
    void handshakesWithoutEnd() {
        // "Hello request", which a client may overlook. RFC 5246 §7.4.1.1.
        String record = "\u0016\u0003\u0003\0\4\0\0\0\0";
        everywhere(caller -> {
            caller.hear(5);
            endlessly(caller, record);
        });
        world.host(HOST).submission(caller -> {
            caller.say("220 hello");
            caller.hear();
            caller.say("250-mail\r\n250 STARTTLS");
            caller.hear();
            caller.say("220 go on");
            caller.raw("\u0016\u0003\u0003@\0".getBytes(StandardCharsets.ISO_8859_1));
            while (true) {
                caller.raw(new byte[] {2});
                pause();
            }
        });
        var evidence = climb(server());
        assertThat(evidence.here().port(HOST, 587).orElseThrow().secured()).isEmpty();
        assertThat(evidence.here().port(HOST, 993).orElseThrow().secured()).isEmpty();
    }

    @Test
    void brokenOffAtEveryPlace() {
        world.host(HOST)
                .imap(new MadeUpImap().says("CAPABILITY", "RESET"))
                .pop3(new MadeUpPop3().says("STLS", "+OK\nRESET"))
                .submission(new MadeUpSmtp().says("AUTH", "RESET"))
                .relay(new MadeUpSmtp().says("EHLO", "CLOSE"))
                .port(2525, caller -> {
                    caller.say("220 hello");
                    caller.reset();
                })
                .smtps(Caller::reset)
                .imaps(new MadeUpImap().says("CAPABILITY", "CLOSE"));
        var evidence = climb(server());
        assertThat(evidence.here().ports()).filteredOn(PortFacts::isOpen).hasSizeGreaterThanOrEqualTo(5);
        assertThat(evidence.signIns().getFirst().came()).isEqualTo(SignIn.Came.CUT);
    }

    @Test
    void afterSigningIn() {
        var imap = new MadeUpImap().let(World.ANN, "secret");
        MailHosts.Service endless = caller -> {
            caller.beginTls();
            caller.say("* OK hello");
            for (String line = caller.hear(); line != null; line = caller.hear()) {
                String tag = line.split(" ", 2)[0];
                if (line.contains("CAPABILITY")) caller.say("* CAPABILITY IMAP4rev1 AUTH=PLAIN");
                else if (line.contains("AUTHENTICATE")) {
                    caller.say("+ ");
                    caller.hear();
                } else if (line.contains("LIST")) endlessly(caller, "* LIST () \"/\" \"more\"\r\n");
                caller.say(tag + " OK done");
            }
        };
        world.host(HOST).port(993, endless).imap(imap);
        var evidence = climb(World.server(Protocol.IMAP, HOST, 993));
        assertThat(evidence.signIns().getFirst().came()).isEqualTo(SignIn.Came.LET_IN);
        assertThat(evidence.use().folders()).isEmpty();
        assertThat(evidence.use().refusals()).hasSize(1);
    }

    /** Everything is there, takes connections and says nothing. */
    @Test
    void silenceEverywhere() {
        everywhere(Caller::waitForTheEnd);
        var evidence = climb(server(), World.server(Protocol.IMAP, HOST, 993));
        assertThat(evidence.here().ports()).hasSize(8).allMatch(PortFacts::isOpen);
        assertThat(evidence.signIns()).extracting(SignIn::came).containsOnly(SignIn.Came.NOT_TRIED);
    }

    /** Whoever opens sockets does not keep to the time. */
    @Test
    void connectionsThatHang() {
        world.host(HOST);
        var outside = world.outside(QUICK);
        var hanging = new Outside(
                outside.resolver(),
                (to, limit) -> hang(),
                outside.roots(),
                outside.usable(),
                outside.clock(),
                QUICK,
                outside.surface(),
                Optional.empty());
        var evidence = climb(hanging, server());
        assertThat(evidence.here().ports()).hasSize(8).noneMatch(PortFacts::isOpen);
    }

    private Socket hang() throws IOException {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("the test is over");
    }

    @Test
    void aDnsThatHangs() {
        Resolver hanging = new Resolver() {
            @Override
            public <R extends DnsRecord> Answer<R> lookup(DnsName name, RecordType<R> type) {
                try {
                    over.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return new Answer.TemporaryFailure<>(Answer.Cause.TIMEOUT, "the test is over");
            }
        };
        var outside = new Outside(
                hanging,
                (to, limit) -> new Socket(InetAddress.getLoopbackAddress(), 1),
                Optional.of(world.hosts.roots()),
                _ -> true,
                Clock.systemUTC(),
                QUICK,
                Outside.Surface.BARE,
                Optional.of(new Outside.Beacon("http://beacon.test/", new byte[0])));
        var evidence = climb(outside, server());
        assertThat(evidence.here().hosts().getFirst().answer()).isInstanceOf(HostFacts.Answer.Failed.class);
        assertThat(evidence.here().domain().known()).isEmpty();
    }

    @Test
    void manyHostsAtOnce() {
        var set = new ArrayList<MailServer>();
        for (int i = 0; i < Observation.HOSTS; i++) {
            String name = "h" + i + ".example.org";
            for (int port : Observation.MAIL_PORTS)
                world.host(name).port(port, caller -> endlessly(caller, "220-a\r\n"));
            set.add(World.server(Protocol.SMTP, name, 587));
        }
        var evidence = climb(set.toArray(new MailServer[0]));
        assertThat(evidence.here().ports()).hasSize(8 * Observation.HOSTS);
        assertThat(List.of(evidence.signIns().getFirst().came())).containsExactly(SignIn.Came.NOT_TRIED);
    }
}
