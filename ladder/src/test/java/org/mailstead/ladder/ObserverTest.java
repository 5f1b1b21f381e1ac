package org.mailstead.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailstead.dns.DnsName;
import org.mailstead.ladder.PortFacts.Certificate.Doubt;
import org.mailstead.ladder.PortFacts.First;
import org.mailstead.ladder.PortFacts.Reached;
import org.mailstead.ladder.PortFacts.Tls;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.testkit.Caller;
import org.mailstead.testkit.HostAuthority;
import org.mailstead.testkit.MadeUpImap;
import org.mailstead.testkit.MadeUpPop3;
import org.mailstead.testkit.MadeUpSmtp;
import org.mailstead.testkit.MailHosts;

/** Each kind of fact is seen as it is. */
@Timeout(120)
class ObserverTest {
    private static final String HOST = "mail.example.org";

    private final World world = new World();

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    private PortFacts look(int port) {
        return world.port(World.PATIENT, HOST, port);
    }

    private static Tls.Begun begun(PortFacts port) {
        return (Tls.Begun) port.tls().orElseThrow();
    }

    private static Tls.Failed failed(PortFacts port) {
        return (Tls.Failed) port.tls().orElseThrow();
    }

    @Test
    void tlsAtOnce() {
        world.host(HOST).imaps(new MadeUpImap().secured("IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 QUOTA"));
        var port = look(993);
        assertThat(port.ipv4()).contains(Reached.OPEN);
        assertThat(port.ipv6()).isEmpty();
        assertThat(port.first()).contains(new First(First.Kind.SILENCE, ""));
        assertThat(port.plain()).isEmpty();
        assertThat(begun(port).onCommand()).isFalse();
        assertThat(begun(port).version()).isEqualTo("TLSv1.3");
        assertThat(begun(port).certificate().doubts()).isEmpty();
        assertThat(begun(port).certificate().names()).containsExactly(HOST);
        assertThat(begun(port).certificate().issuer()).isEqualTo("Good Authority R1");
        assertThat(begun(port).certificate().fingerprint()).matches("[0-9a-f]{64}");
        var offer = port.secured().orElseThrow();
        assertThat(offer.protocol()).isEqualTo(Protocol.IMAP);
        assertThat(offer.mechanisms()).containsExactlyInAnyOrder("PLAIN", "XOAUTH2", "LOGIN");
    }

    @Test
    void tlsOnCommand() {
        world.host(HOST)
                .submission(new MadeUpSmtp()
                        .greets("220-welcome\n220 mail.test ESMTP")
                        .plain("SIZE 35882577", "STARTTLS")
                        .secured("SIZE 35882577", "AUTH PLAIN XOAUTH2", "AUTH=LOGIN"))
                .imap(new MadeUpImap())
                .pop3(new MadeUpPop3());
        var view = world.view(World.PATIENT, HOST);
        var smtp = view.port(HOST, 587).orElseThrow();
        assertThat(smtp.first()).contains(new First(First.Kind.SMTP, "220-welcome 220 mail.test ESMTP"));
        assertThat(smtp.plain().orElseThrow().startTls()).isTrue();
        assertThat(smtp.plain().orElseThrow().mechanisms()).isEmpty();
        assertThat(begun(smtp).onCommand()).isTrue();
        assertThat(smtp.secured().orElseThrow().mechanisms()).containsExactlyInAnyOrder("PLAIN", "XOAUTH2", "LOGIN");
        assertThat(smtp.secured().orElseThrow().size()).isEqualTo(OptionalLong.of(35882577));
        var imap = view.port(HOST, 143).orElseThrow();
        assertThat(imap.plain().orElseThrow().mechanisms()).isEmpty();
        assertThat(begun(imap).certificate().doubts()).isEmpty();
        assertThat(imap.secured().orElseThrow().mechanisms()).containsExactlyInAnyOrder("PLAIN", "LOGIN");
        var pop3 = view.port(HOST, 110).orElseThrow();
        assertThat(pop3.first()).contains(new First(First.Kind.POP3, "+OK ready"));
        assertThat(begun(pop3).onCommand()).isTrue();
        assertThat(pop3.secured().orElseThrow().mechanisms()).containsExactlyInAnyOrder("PLAIN", "LOGIN", "USER");
    }

    @Test
    void whatComesOfConnecting() {
        world.host(HOST)
                .swallows(993)
                .resets(143)
                .port(995, new MailHosts.Door.Nowhere())
                .submission(new MadeUpSmtp());
        var view = world.view(World.PATIENT, HOST);
        assertThat(view.port(HOST, 993).orElseThrow().ipv4()).contains(Reached.TIMED_OUT);
        assertThat(view.port(HOST, 143).orElseThrow().ipv4()).contains(Reached.CUT);
        assertThat(view.port(HOST, 995).orElseThrow().ipv4()).contains(Reached.NO_WAY);
        assertThat(view.port(HOST, 110).orElseThrow().ipv4()).contains(Reached.REFUSED);
        assertThat(view.port(HOST, 587).orElseThrow().isOpen()).isTrue();
        assertThat(view.ports()).hasSize(8).filteredOn(PortFacts::isOpen).hasSize(1);
    }

    @Test
    void eachFamilyByItself() {
        world.host(HOST)
                .address("2001:db8::1")
                .imaps(new MadeUpImap())
                .submission(new MadeUpSmtp())
                .overIpv6(new MailHosts.Door.Swallows());
        world.host("six.example.org").address("2001:db8::2").withoutIpv4().imaps(new MadeUpImap());
        world.host("cut.example.org")
                .address("2001:db8::3")
                .submission(new MadeUpSmtp())
                .overIpv4(new MailHosts.Door.Resets());
        var view = world.view(World.PATIENT, HOST, "six.example.org", "cut.example.org");
        for (int port : new int[] {993, 587}) {
            var facts = view.port(HOST, port).orElseThrow();
            assertThat(facts.ipv4()).contains(Reached.OPEN);
            assertThat(facts.ipv6()).contains(Reached.TIMED_OUT);
            assertThat(facts.secured()).isPresent();
        }
        var six = view.port("six.example.org", 993).orElseThrow();
        assertThat(six.ipv4()).isEmpty();
        assertThat(six.ipv6()).contains(Reached.OPEN);
        assertThat(six.secured()).isPresent();
        // What one way breaks off is looked at by the other.
        var cut = view.port("cut.example.org", 587).orElseThrow();
        assertThat(cut.ipv6()).contains(Reached.OPEN);
        assertThat(cut.ipv4()).isIn(Optional.of(Reached.CUT), Optional.of(Reached.OPEN));
        assertThat(cut.secured()).isPresent();
    }

    @Test
    void whatIsSaidFirst() {
        world.host(HOST)
                .port(143, caller -> caller.say("HTTP/1.1 400 Bad Request"))
                .port(110, caller -> caller.say("* BYE too many connections"))
                .port(587, caller -> caller.say("554 5.7.1 go away"))
                .port(25, caller -> {})
                .port(2525, caller -> caller.raw(new byte[] {0x15, 3, 1, 0, 2, 2, 40}))
                .port(465, caller -> caller.say("SSH-2.0-OpenSSH_9.9"));
        var view = world.view(World.PATIENT, HOST);
        assertThat(first(view, 143)).isEqualTo(First.Kind.HTTP);
        assertThat(first(view, 110)).isEqualTo(First.Kind.REFUSAL);
        assertThat(first(view, 587)).isEqualTo(First.Kind.REFUSAL);
        assertThat(view.port(HOST, 587).orElseThrow().first().orElseThrow().text())
                .isEqualTo("554 5.7.1 go away");
        assertThat(first(view, 25)).isEqualTo(First.Kind.CLOSED);
        assertThat(first(view, 2525)).isEqualTo(First.Kind.TLS);
        assertThat(first(view, 465)).isEqualTo(First.Kind.OTHER);
    }

    private static First.Kind first(View view, int port) {
        return view.port(HOST, port).orElseThrow().first().orElseThrow().kind();
    }

    @Test
    void tlsOnAPortThatStartsInTheOpenElsewhere() {
        world.host(HOST).port(143, MailHosts.atOnce(new MadeUpImap()));
        var port = world.port(World.WAITING, HOST, 143);
        assertThat(port.first().orElseThrow().kind()).isEqualTo(First.Kind.SILENCE);
        assertThat(begun(port).onCommand()).isFalse();
        assertThat(port.secured().orElseThrow().protocol()).isEqualTo(Protocol.IMAP);
    }

    @Test
    void greetingInTheOpenOnAPortForTls() {
        world.host(HOST).port(465, new MadeUpSmtp()).port(993, new MadeUpPop3());
        var view = world.view(World.PATIENT, HOST);
        var smtp = view.port(HOST, 465).orElseThrow();
        assertThat(smtp.first().orElseThrow().kind()).isEqualTo(First.Kind.SMTP);
        assertThat(begun(smtp).onCommand()).isTrue();
        assertThat(view.port(HOST, 993).orElseThrow().plain().orElseThrow().protocol())
                .isEqualTo(Protocol.POP3);
    }

    @Test
    void aSilentPort() {
        world.host(HOST).port(143, Caller::waitForTheEnd);
        var port = world.port(World.BRISK, HOST, 143);
        assertThat(port.ipv4()).contains(Reached.OPEN);
        assertThat(port.first().orElseThrow().kind()).isEqualTo(First.Kind.SILENCE);
        assertThat(failed(port).why()).isEqualTo(Tls.Why.SILENT);
    }

    @Test
    void noTlsOffered() {
        world.host(HOST).imap(new MadeUpImap().plain("IMAP4rev1 AUTH=PLAIN")).pop3(new MadeUpPop3().plain());
        var view = world.view(World.PATIENT, HOST);
        var imap = view.port(HOST, 143).orElseThrow();
        assertThat(imap.tls()).isEmpty();
        assertThat(imap.plain().orElseThrow().startTls()).isFalse();
        assertThat(imap.plain().orElseThrow().mechanisms()).containsExactlyInAnyOrder("PLAIN", "LOGIN");
        assertThat(view.port(HOST, 110).orElseThrow().plain().orElseThrow().mechanisms())
                .containsExactly("USER");
    }

    @Test
    void writtenOver() {
        world.host(HOST)
                .submission(new MadeUpSmtp().plain("PIPELINING", "XXXXXXXA", "SIZE 1000"))
                .imap(new MadeUpImap().plain("IMAP4rev1 XXXXXXXX XLIST X-GM-EXT-1"))
                .relay(new MadeUpSmtp().plain("XCLIENT NAME ADDR", "XFORWARD NAME", "X-EXPS GSSAPI", "STARTTLS"));
        var view = world.view(World.PATIENT, HOST);
        assertThat(view.port(HOST, 587).orElseThrow().plain().orElseThrow().mangled())
                .isTrue();
        assertThat(view.port(HOST, 143).orElseThrow().plain().orElseThrow().mangled())
                .isTrue();
        assertThat(view.port(HOST, 25).orElseThrow().plain().orElseThrow().mangled())
                .isFalse();
    }

    @Test
    void tlsThatTheServerDoesNotBegin() {
        world.host(HOST).submission(new MadeUpSmtp().says("STARTTLS", "454 4.7.0 TLS not available"));
        assertThat(failed(look(587)).why()).isEqualTo(Tls.Why.REFUSED);
        assertThat(failed(look(587)).said()).isEqualTo("454 4.7.0 TLS not available");
        assertThat(failed(look(587)).onCommand()).isTrue();
    }

    /** An alert says it; else a second try in an old way does. */
    @Test
    void oldVersionsAndCiphers() {
        byte[] protocolVersion = {0x15, 3, 1, 0, 2, 2, 70};
        byte[] handshakeFailure = {0x15, 3, 1, 0, 2, 2, 40};
        byte[] helloOfTls10 = {0x16, 3, 1, 0, 6, 2, 0, 0, 2, 3, 1};
        byte[] helloOfTls12 = {0x16, 3, 3, 0, 6, 2, 0, 0, 2, 3, 3};
        world.host(HOST)
                .port(993, hello(protocolVersion, protocolVersion))
                .port(995, hello(handshakeFailure, helloOfTls10))
                .port(465, hello(handshakeFailure, helloOfTls12));
        world.host("two.example.org")
                .port(993, hello(new byte[0], helloOfTls10))
                .port(995, hello(handshakeFailure, handshakeFailure))
                .port(465, hello(new byte[0], new byte[0]));
        var view = world.view(World.PATIENT, HOST, "two.example.org");
        assertThat(failed(view.port(HOST, 993).orElseThrow()).why()).isEqualTo(Tls.Why.OLD_VERSION);
        assertThat(failed(view.port(HOST, 995).orElseThrow()).why()).isEqualTo(Tls.Why.OLD_VERSION);
        assertThat(failed(view.port(HOST, 465).orElseThrow()).why()).isEqualTo(Tls.Why.NO_CIPHER);
        assertThat(failed(view.port("two.example.org", 993).orElseThrow()).why())
                .isEqualTo(Tls.Why.OLD_VERSION);
        assertThat(failed(view.port("two.example.org", 995).orElseThrow()).why())
                .isEqualTo(Tls.Why.NO_CIPHER);
        assertThat(failed(view.port("two.example.org", 465).orElseThrow()).why())
                .isEqualTo(Tls.Why.CUT);
    }

    /** A second look that is not let in changes nothing of what the first has seen. */
    @Test
    void aServerThatTakesOneConnectionOnly() {
        byte[] handshakeFailure = {0x15, 3, 1, 0, 2, 2, 40};
        world.host(HOST).port(993, hello(handshakeFailure, handshakeFailure));
        var outside = world.outside(World.PATIENT);
        var once = new Outside(
                outside.resolver(),
                (to, limit) -> {
                    if (world.hosts.connections().contains(HOST + ":" + to.getPort()))
                        throw new ConnectException("Connection refused");
                    return world.hosts.connect(to, limit);
                },
                outside.roots(),
                outside.usable(),
                outside.clock(),
                outside.times(),
                outside.surface(),
                outside.beacon());
        var port = Observer.view(List.of(HOST), DnsName.of("example.org"), once)
                .port(HOST, 993)
                .orElseThrow();
        assertThat(port.ipv4()).contains(Reached.OPEN);
        assertThat(failed(port).why()).isEqualTo(Tls.Why.NO_CIPHER);
    }

    /** Answers Java's beginning of TLS in one way and the old one in another, and hangs up. */
    private static MailHosts.Service hello(byte[] toJava, byte[] toOld) {
        return caller -> {
            byte[] record = caller.hear(5);
            // The last connection, on which nothing is said.
            if (record.length < 5) return;
            byte[] hello = caller.hear((record[3] & 0xff) << 8 | (record[4] & 0xff));
            // The old one has no "supported versions" (43), in which Java tells of TLS 1.3.
            boolean java = new String(hello, StandardCharsets.ISO_8859_1).contains("\0\53\0");
            caller.raw(java ? toJava : toOld);
        };
    }

    @Test
    void certificates() {
        var authority = world.hosts.authority();
        var stranger = new HostAuthority("Shield Antivirus", Instant.now());
        assertThat(doubts(authority.of(HOST, "other.example.org"))).isEmpty();
        assertThat(doubts(authority.of("*.example.org"))).isEmpty();
        assertThat(doubts(authority.of("mail.hoster.test"))).containsExactly(Doubt.OTHER_NAME);
        assertThat(doubts(authority.of("*.mail.example.org"))).containsExactly(Doubt.OTHER_NAME);
        assertThat(doubts(authority.expired(HOST))).containsExactly(Doubt.EXPIRED);
        assertThat(doubts(authority.notYet(HOST))).containsExactly(Doubt.NOT_YET);
        assertThat(doubts(authority.incomplete(HOST))).containsExactly(Doubt.INCOMPLETE);
        assertThat(doubts(authority.incompleteWithoutPlace(HOST))).containsExactly(Doubt.UNKNOWN_ISSUER);
        assertThat(doubts(authority.selfSigned(HOST))).containsExactly(Doubt.SELF_SIGNED);
        assertThat(doubts(stranger.of(HOST))).containsExactly(Doubt.UNKNOWN_ISSUER);
        assertThat(doubts(stranger.expired("other.example.org")))
                .containsExactlyInAnyOrder(Doubt.UNKNOWN_ISSUER, Doubt.EXPIRED, Doubt.OTHER_NAME);
    }

    private Set<Doubt> doubts(HostAuthority.Identity shown) {
        world.host(HOST).imaps(new MadeUpImap()).shows(shown);
        return begun(look(993)).certificate().doubts();
    }

    @Test
    void namesOfHosts() {
        world.host("private.example.org").address("192.168.1.5").imaps(new MadeUpImap());
        world.host("us.example.org").address("127.0.0.1");
        world.hosts.record("silent.example.org * !timeout");
        world.hosts.record("nothing.example.org MX 10 mail.example.org");
        var view = world.view(
                World.PATIENT,
                "private.example.org",
                "us.example.org",
                "silent.example.org",
                "nothing.example.org",
                "unknown.example.org",
                "192.168.1.5",
                "not a name.");
        assertThat(view.hosts().stream().map(each -> each.answer().getClass().getSimpleName()))
                .containsExactly("Private", "Private", "Failed", "Nothing", "Nothing", "Private", "Nothing");
        assertThat(view.ports()).isEmpty();
        assertThat(world.hosts.connections()).isEmpty();
    }

    @Test
    void aDomainsRecords() {
        world.hosts
                .record("example.org MX 20 b.example.org")
                .record("example.org MX 10 a.example.org")
                .record("example.org TXT \"v=spf1 mx -all\"")
                .record("_dmarc.example.org TXT \"v=DMARC1; p=none\"")
                .record("none.example.org MX 0 .")
                .record("own.example.org A 192.0.2.99")
                .record("slow.example.org * !servfail");
        var domain = domain("example.org");
        assertThat(domain.known()).contains(true);
        assertThat(domain.mailHosts()).containsExactly(DnsName.of("a.example.org"), DnsName.of("b.example.org"));
        assertThat(domain.takesNone()).isFalse();
        assertThat(domain.hasAddress()).isFalse();
        assertThat(domain.spf()).contains("v=spf1 mx -all");
        assertThat(domain.dmarc()).contains("v=DMARC1; p=none");
        assertThat(domain("none.example.org").takesNone()).isTrue();
        assertThat(domain("none.example.org").dmarc()).contains("v=DMARC1; p=none");
        assertThat(domain("own.example.org").hasAddress()).isTrue();
        assertThat(domain("own.example.org").mailHosts()).isEmpty();
        assertThat(domain("gone.example.org").known()).contains(false);
        assertThat(domain("slow.example.org").known()).isEmpty();
    }

    private View.DomainFacts domain(String name) {
        return Observer.view(List.of(), DnsName.of(name), world.outside(World.PATIENT))
                .domain();
    }

    @Test
    void factsAreToldAsTheyCome() {
        world.host(HOST).imaps(new MadeUpImap());
        var told = new ArrayList<Progress.Fact>();
        var view = Observer.view(List.of(HOST), DnsName.of("example.org"), world.outside(World.PATIENT), told::add);
        assertThat(told).filteredOn(Progress.Fact.OfPort.class::isInstance).hasSize(8);
        assertThat(told).contains(new Progress.Fact.OfHost(view.hosts().getFirst()));
        assertThat(told).contains(new Progress.Fact.OfPort(view.port(HOST, 993).orElseThrow()));
        assertThat(told).contains(new Progress.Fact.OfDomain(view.domain()));
    }

    @Test
    void noMoreHostsThanAllowed() {
        var names = new ArrayList<String>();
        for (int i = 0; i < 20; i++) names.add("h" + i + ".example.org");
        assertThat(world.view(World.PATIENT, names.toArray(new String[0])).hosts())
                .hasSize(Observation.HOSTS);
    }
}
