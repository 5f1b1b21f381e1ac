package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.outbound.Routing.Route;
import org.mailstead.outbound.Routing.Whereabouts;

class DnsRoutingTest {
    private static final String ZONE = """
            two.example       MX   20 b.mx.example
            two.example       MX   10 a.mx.example
            none.example      A    192.0.2.7
            null.example      MX   0 .
            slow.example      MX   !timeout
            liar.example      MX   !bogus
            ours.example      MX   10 mail.here.example
            backup.example    MX   5 a.mx.example
            backup.example    MX   10 MAIL.here.example
            backup.example    MX   10 b.mx.example
            backup.example    MX   20 c.mx.example
            $SECURE
            safe.example      MX   10 a.mx.example
            $INSECURE
            a.mx.example      A    192.0.2.1
            a.mx.example      A    192.0.2.2
            a.mx.example      AAAA 2001:db8::1
            half.mx.example   A    192.0.2.3
            half.mx.example   AAAA !servfail
            down.mx.example   *    !timeout
            inside.mx.example A    127.0.0.1
            inside.mx.example AAAA ::1
            inside.mx.example A    169.254.1.1
            text.mx.example   TXT  "nothing else"
            """;

    private final Routing routing = new DnsRouting(new ScriptedResolver(ZONE), "Mail.Here.example");

    @Test
    void hostsComeInTheOrderOfTheirPreference() {
        assertThat(hosts("two.example")).containsExactly("10 a.mx.example:25", "20 b.mx.example:25");
    }

    @Test
    void aDomainWithoutMxIsItsOwnHost() {
        assertThat(hosts("none.example")).containsExactly("0 none.example:25");
    }

    @Test
    void proofByDnssecIsPassedOn() {
        assertThat(found("safe.example").getFirst().authenticated()).isTrue();
        assertThat(found("two.example").getFirst().authenticated()).isFalse();
    }

    @Test
    void whoTakesNoMailGetsNone() {
        assertThat(nowhere("null.example")).isEqualTo("5.1.10 The domain null.example takes no mail (null MX).");
        assertThat(nowhere("missing.example")).isEqualTo("5.1.2 There is no domain missing.example.");
        assertThat(nowhere("-.-..example")).isEqualTo("5.1.2 \"-.-..example\" is not a name of a domain.");
    }

    @Test
    void silenceOfTheDnsIsNoAnswer() {
        assertThat(routing.find(new Destination("slow.example"))).isInstanceOf(Route.Unclear.class);
        assertThat(routing.find(new Destination("liar.example"))).isInstanceOf(Route.Unclear.class);
    }

    @Test
    void mailIsNotBroughtToOurselves() {
        assertThat(nowhere("ours.example"))
                .isEqualTo(
                        "5.4.6 The DNS says that this server takes mail for ours.example, but the domain is not set up"
                                + " here.");
        assertThat(hosts("backup.example")).containsExactly("5 a.mx.example:25");
    }

    @Test
    void literalsNeedNoDns() {
        assertThat(addresses(found("[192.0.2.9]").getFirst())).containsExactly("192.0.2.9");
        assertThat(addresses(found("[IPv6:2001:db8::9]").getFirst())).containsExactly("2001:db8:0:0:0:0:0:9");
        assertThat(addresses(found("[ipv6:2001:db8::9]").getFirst())).containsExactly("2001:db8:0:0:0:0:0:9");
    }

    @Test
    void addressesOfBothFamilies() {
        assertThat(addresses(host("a.mx.example")))
                .containsExactlyInAnyOrder("2001:db8:0:0:0:0:0:1", "192.0.2.1", "192.0.2.2");
        assertThat(addresses(host("half.mx.example"))).containsExactly("192.0.2.3");
    }

    @Test
    void whyThereIsNoAddress() {
        assertThat(routing.addresses(host("text.mx.example")))
                .isEqualTo(new Whereabouts.Unknown(true, "text.mx.example has no address in the DNS."));
        assertThat(routing.addresses(host("gone.mx.example")))
                .isEqualTo(new Whereabouts.Unknown(true, "gone.mx.example has no address in the DNS."));
        assertThat(routing.addresses(host("down.mx.example")))
                .isInstanceOfSatisfying(Whereabouts.Unknown.class, unknown -> {
                    assertThat(unknown.forGood()).isFalse();
                    assertThat(unknown.why()).startsWith("The DNS does not tell the address of down.mx.example: ");
                });
        assertThat(routing.addresses(host("inside.mx.example")))
                .isEqualTo(new Whereabouts.Unknown(
                        true, "inside.mx.example has only addresses that mean this machine itself, or nobody."));
    }

    private List<String> hosts(String domain) {
        return found(domain).stream()
                .map(host -> host.preference() + " " + host.name() + ":" + host.port())
                .toList();
    }

    private List<MailHost> found(String domain) {
        if (routing.find(new Destination(domain)) instanceof Route.Hosts(var hosts)) return hosts;
        throw new AssertionError("no hosts for " + domain);
    }

    private String nowhere(String domain) {
        if (routing.find(new Destination(domain)) instanceof Route.Nowhere(var outcome)) {
            assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
            return outcome.status() + " " + outcome;
        }
        throw new AssertionError("there is a way to " + domain);
    }

    private static MailHost host(String name) {
        return new MailHost(name, 25, 0, false);
    }

    private List<String> addresses(MailHost host) {
        if (routing.addresses(host) instanceof Whereabouts.Addresses(var addresses)) {
            return addresses.stream().map(InetAddress::getHostAddress).toList();
        }
        throw new AssertionError("no addresses of " + host);
    }
}
