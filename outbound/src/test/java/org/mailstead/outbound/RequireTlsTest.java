package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailstead.outbound.Access.Security;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.SmtpClient;
import org.mailstead.tlspolicy.StsPolicy.Mode;
import org.mailstead.tlspolicy.TlsFailure;
import org.mailstead.wire.TlsClient;

/** What the sender says of TLS. RFC 8689. */
class RequireTlsTest extends OneHost {
    private static final String PROMISES = TLS.replace("250 mx.test", "250-mx.test\nS: 250 REQUIRETLS");
    private static final String TAKES_IT =
            TAKES.replace("example>\nS: 250 ok\nC: RCPT", "example> REQUIRETLS\nS: 250 ok\nC: RCPT");
    private static final String UNPROVED = MX.replace("$SECURE", "$INSECURE");

    private void required() {
        wants = MailParameters.USUAL.withRequireTls(true);
    }

    @Test
    void theHostIsProvedByDnssecAndItsCertificate() throws Exception {
        required();
        host(PROMISES + TAKES_IT + QUIT);
        zone = MX;
        assertThat(deliver()).startsWith("PASSED_ON");
    }

    @Test
    void orByDane() throws Exception {
        required();
        host(PROMISES + TAKES_IT + QUIT);
        trust = new TlsClient(null);
        zone = MX + tlsa + "3 1 1 " + digest;
        assertThat(deliver()).startsWith("PASSED_ON");
    }

    @Test
    void orByAPolicyAlsoOneOnTrial() throws Exception {
        required();
        for (Mode mode : List.of(Mode.ENFORCE, Mode.TESTING)) {
            policy(mode, "mx.test");
            host(PROMISES + TAKES_IT + QUIT);
            assertThat(deliver()).startsWith("PASSED_ON");
            everybodyDidWhatTheScriptSays();
        }
    }

    @Test
    void withoutProofTheMailComesBack() throws Exception {
        required();
        zone = UNPROVED;
        assertThat(deliver())
                .isEqualTo(
                        "FAILED 5.7.10 mx.test: neither DNSSEC nor a policy (MTA-STS) proves that it takes the mail of"
                                + " there.example, and the sender asks for that (REQUIRETLS).");
        policy(Mode.ENFORCE, "mx.other.test");
        assertThat(deliver()).startsWith("FAILED 5.7.10 mx.test: it is none of the hosts");
        policy = Optional.empty();
        zone = MX;
        host(PLAIN_HELLO + QUIT);
        assertThat(deliver())
                .isEqualTo(
                        "FAILED 5.7.10 mx.test: the sender asks (REQUIRETLS) for TLS with a certificate that proves its"
                                + " name, but it does not offer STARTTLS");
        everybodyDidWhatTheScriptSays();
        host(TLS + QUIT);
        trust = new TlsClient(null);
        assertThat(deliver()).startsWith("FAILED 5.7.10 mx.test: the sender asks");
    }

    @Test
    void aHostThatDoesNotPromiseTheRestOfTheWayGetsNothing() throws Exception {
        required();
        zone = MX;
        host(TLS + QUIT);
        assertThat(deliver())
                .isEqualTo(
                        "FAILED 5.7.30 mx.test does not promise TLS for the rest of the way, and the sender asks for that"
                                + " (REQUIRETLS).");
    }

    @Test
    void anotherHostMayDoBetter() throws Exception {
        required();
        certificateFor = "mx.good.test";
        zone = MX + "there.example MX 9 mx.good.test\nmx.good.test A 127.0.0.2\n";
        host(TLS + QUIT, PROMISES + TAKES_IT + QUIT);
        assertThat(deliver()).startsWith("PASSED_ON 2.0.0 mx.good.test");
    }

    @Test
    void whatIsNotKnownNowIsWaitedFor() throws Exception {
        required();
        zone = MX + "_25._tcp.mx.test TLSA !timeout";
        assertThat(deliver()).startsWith("LATER 4.7.5 ").contains("does not tell");
        zone = UNPROVED;
        trouble = Optional.of(new TlsFailure(TlsFailure.Kind.STS_POLICY_FETCH_ERROR, "down"));
        assertThat(deliver()).startsWith("LATER 4.7.5 ").contains("neither DNSSEC");
    }

    @Test
    void aReportGoesOnWithoutThePromise() throws Exception {
        required();
        sender = Optional.empty();
        zone = UNPROVED;
        String report = TAKES.replace("me@here.example", "");
        host(PLAIN_HELLO + report + QUIT);
        assertThat(deliver()).startsWith("PASSED_ON");
        everybodyDidWhatTheScriptSays();
        host(PROMISES + TAKES_IT.replace("me@here.example", "") + QUIT);
        assertThat(deliver()).startsWith("PASSED_ON");
    }

    @Test
    void aRouteHasToProveItToo() throws Exception {
        required();
        host(PROMISES + TAKES_IT + QUIT);
        chosen(Security.IF_POSSIBLE);
        assertThat(deliver()).startsWith("PASSED_ON");
        everybodyDidWhatTheScriptSays();
        host(TLS);
        trust = new TlsClient(null);
        chosen(Security.STARTTLS);
        assertThat(deliver()).startsWith("FAILED 5.7.10 mx.test: it does not prove who it is");
        chosen(Security.NONE);
        assertThat(deliver()).startsWith("FAILED 5.7.10 mx.test: there is no TLS on this way");
    }

    private void chosen(Security security) {
        var access = new Access(SmtpClient.Dialect.SMTP, security, true, true, List.of(), null);
        var host = new MailHost("mx.test", port, 0, false, access);
        chosen = Optional.of(new Routing() {
            @Override
            public Route find(Destination destination) {
                return new Route.Hosts(List.of(host));
            }

            @Override
            public Whereabouts addresses(MailHost host) {
                return new Whereabouts.Addresses(List.of(InetAddress.ofLiteral("127.0.0.2")));
            }
        });
    }

    @Test
    void whoeverWantsItToArriveIsNotStoppedByPolicies() throws Exception {
        header = "tls-required:  no\r\n";
        String takes = TAKES.replace("C: Subject", "C: tls-required:  no\nC: Subject");
        host(TLS + takes + QUIT);
        trust = new TlsClient(null);
        zone = MX + tlsa + "3 1 1 " + "00".repeat(32);
        assertThat(deliver()).startsWith("PASSED_ON");
        everybodyDidWhatTheScriptSays();
        policy(Mode.ENFORCE, "mx.other.test");
        host(PLAIN_HELLO + takes + QUIT);
        assertThat(deliver()).startsWith("PASSED_ON");
        everybodyDidWhatTheScriptSays();
        policy(Mode.TESTING, "mx.other.test");
        host(TLS + takes + QUIT);
        assertThat(deliver()).startsWith("PASSED_ON");
        assertThat(met).as("nobody is told of it").isEmpty();
    }

    @Test
    void thatIsSaidOnceAndNotAgainstTheEnvelope() throws Exception {
        for (String other : List.of("TLS-Required: Yes\r\n", "TLS-Required: No\r\nTLS-Required: No\r\n")) {
            header = other;
            policy(Mode.ENFORCE, "mx.other.test");
            refused("mx.test: it is none of the hosts");
        }
        header = "TLS-Required: No\r\n";
        required();
        assertThat(deliver()).startsWith("FAILED 5.7.10 ");
    }
}
