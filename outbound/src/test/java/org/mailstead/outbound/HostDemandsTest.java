package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailstead.outbound.Transport.Unreachable;
import org.mailstead.tlspolicy.StsPolicy.Mode;
import org.mailstead.tlspolicy.TlsFailure;
import org.mailstead.tlspolicy.TlsSession;
import org.mailstead.wire.TlsClient;

/** Mail goes only to hosts that prove what the domain's owner wants them to. */
class HostDemandsTest extends OneHost {
    @Test
    void aCertificateThatFitsItsRecordIsGoodEnough() throws Exception {
        host(TLS + TAKES + QUIT);
        trust = new TlsClient(null);
        zone = MX + tlsa + "3 1 1 " + digest;
        assertThat(deliver()).startsWith("PASSED_ON");
    }

    @Test
    void aCertificateThatDoesNotFitGetsNoMail() throws Exception {
        host(TLS + QUIT);
        zone = MX + tlsa + "3 1 1 " + "00".repeat(32);
        assertThat(deliver())
                .isEqualTo("LATER 4.7.5 "
                        + "mx.test: its TLSA records (DANE) say which certificate it has, but the certificate is none"
                        + " of those");
    }

    @Test
    void whoHasRecordsButNoTlsGetsNoMail() throws Exception {
        host(PLAIN_HELLO + QUIT);
        zone = MX + tlsa + "3 1 1 " + digest;
        assertThat(deliver()).startsWith("LATER 4.7.5 ").endsWith("but it does not offer STARTTLS");
    }

    @Test
    void whoHasRecordsIsNotTalkedToInPlainText() throws Exception {
        host(HELLO + "C: STARTTLS\nS: 220 go\nS: what do you mean\nCLOSE\n");
        zone = MX + tlsa + "3 1 1 " + digest;
        assertThat(deliver()).startsWith("LATER 4.7.5 ").contains("but no TLS comes about: TLS handshake failed");
        everybodyDidWhatTheScriptSays();
        host(HELLO + "C: STARTTLS\nS: 454 4.7.0 not today\n" + QUIT);
        zone = MX + tlsa + "3 1 1 " + digest;
        assertThat(deliver()).startsWith("LATER 4.7.5 ").contains("454 4.7.0 not today");
    }

    @Test
    void recordsThatCannotBeUsedMeanTlsWithAnyCertificate() throws Exception {
        host(TLS + TAKES + QUIT);
        trust = new TlsClient(null);
        zone = MX + tlsa + "1 1 1 " + digest;
        assertThat(deliver()).startsWith("PASSED_ON");
        everybodyDidWhatTheScriptSays();
        host(PLAIN_HELLO + QUIT);
        zone = MX + tlsa + "1 1 1 " + digest;
        assertThat(deliver()).startsWith("LATER 4.7.5 ").contains("over TLS only");
    }

    @Test
    void aHostOfWhichTheDnsSaysNothingCertainIsNotAsked() throws Exception {
        for (String fault : List.of("!bogus", "!timeout", "!servfail")) {
            zone = MX + "_25._tcp.mx.test TLSA " + fault;
            assertThat(deliver())
                    .startsWith(
                            "LATER 4.7.5 " + "mx.test: the DNS does not tell how to know it by its certificate: TLSA");
        }
        zone = "$SECURE\nthere.example MX !bogus";
        assertThatThrownBy(this::deliver).isInstanceOf(Unreachable.class).hasMessageContaining("DNSSEC check failed");
    }

    @Test
    void withoutProofOfTheHostItsRecordsDoNotCount() throws Exception {
        host(PLAIN_HELLO + TAKES + QUIT);
        zone = MX.replace("$SECURE\n", "").replace("mx.test A", "$SECURE\nmx.test A") + tlsa + "3 1 1 " + digest;
        assertThat(deliver()).startsWith("PASSED_ON");
    }

    @Test
    void aCertificateThatProvesItsNameIsGoodForAPolicy() throws Exception {
        policy(Mode.ENFORCE, "*.test");
        host(TLS + TAKES + QUIT);
        assertThat(deliver()).startsWith("PASSED_ON");
    }

    @Test
    void whoProvesNothingGetsNoMailUnderAPolicy() throws Exception {
        policy(Mode.ENFORCE, "mx.test");
        String asks = "mx.test: there.example asks (MTA-STS) for TLS with a certificate that proves its name, but ";
        host(TLS + QUIT);
        trust = new TlsClient(null);
        refused(asks + "the certificate is signed by nobody this machine trusts");
        certificateFor = "mx.other.test";
        host(TLS + QUIT);
        refused(asks + "the certificate is for another name");
        certificateFor = "mx.test";
        host(PLAIN_HELLO + QUIT);
        refused(asks + "it does not offer STARTTLS");
        host(HELLO + "C: STARTTLS\nS: 454 4.7.0 not today\n" + QUIT);
        refused(asks + "no TLS comes about: STARTTLS: 454 4.7.0 not today");
    }

    @Test
    void howItWentIsTold() throws Exception {
        host(TLS + TAKES + QUIT, TLS + TAKES + QUIT, TLS + QUIT);
        String plain = MX.replace("$SECURE", "$INSECURE");
        zone = plain;
        deliver();
        zone = MX + tlsa + "3 1 1 " + digest;
        deliver();
        assertThat(met).extracting(TlsSession::to).containsOnly("127.0.0.2");
        zone = MX + tlsa + "3 1 1 " + "00".repeat(32);
        assertThat(deliver()).startsWith("LATER 4.7.5 ");
        zone = MX + tlsa + "!bogus";
        assertThat(deliver()).startsWith("LATER 4.7.5 ");
        assertThat(met())
                .containsExactly(
                        "no-policy-found mx.test good",
                        "tlsa mx.test good",
                        "tlsa mx.test tlsa-invalid",
                        "tlsa mx.test dnssec-invalid");
        assertThat(met).extracting(each -> each.policy().text()).element(1).isEqualTo(List.of("3 1 1 " + digest));
    }

    @Test
    void whatATrialFindsIsTold() throws Exception {
        policy(Mode.TESTING, "mx.test");
        trust = new TlsClient(null);
        host(PLAIN_HELLO + TAKES + QUIT);
        deliver();
        everybodyDidWhatTheScriptSays();
        host(TLS + TAKES + QUIT, TLS + TAKES + QUIT);
        deliver();
        trust = new TlsClient(null);
        deliver();
        policy(Mode.TESTING, "mx.other.test");
        everybodyDidWhatTheScriptSays();
        host(TLS + TAKES + QUIT);
        deliver();
        policy(Mode.ENFORCE, "mx.other.test");
        assertThat(deliver()).startsWith("LATER 4.7.5 ");
        assertThat(met())
                .containsExactly(
                        "sts mx.test starttls-not-supported",
                        "sts mx.test good",
                        "sts mx.test certificate-not-trusted",
                        "sts mx.test validation-failure",
                        "sts mx.test validation-failure");
        assertThat(met.getLast().failure())
                .hasToString("it is none of the hosts that there.example names in its policy (MTA-STS)");
    }

    @Test
    void aPolicyThatCannotBeFetchedIsToldAndStopsNothing() throws Exception {
        zone = MX.replace("$SECURE", "$INSECURE");
        trouble = Optional.of(new TlsFailure(TlsFailure.Kind.STS_WEBPKI_INVALID, "expired"));
        host(TLS + TAKES + QUIT);
        assertThat(deliver()).startsWith("PASSED_ON");
        assertThat(met()).containsExactly("sts mx.test sts-webpki-invalid");
    }

    @Test
    void aHostThatAPolicyDoesNotNameIsPassedOver() throws Exception {
        policy(Mode.ENFORCE, "mx.good.test");
        zone += "there.example MX 9 mx.good.test\nmx.good.test A 127.0.0.2\n";
        certificateFor = "mx.good.test";
        host(TLS + TAKES + QUIT);
        assertThat(deliver()).startsWith("PASSED_ON 2.0.0 mx.good.test");
        zone = MX;
        refused("mx.test: it is none of the hosts that there.example names in its policy (MTA-STS)");
    }

    @Test
    void aPolicyOnTrialOrOverStopsNothing() throws Exception {
        for (Mode mode : List.of(Mode.TESTING, Mode.NONE)) {
            policy(mode, "mx.other.test");
            host(PLAIN_HELLO + TAKES + QUIT);
            assertThat(deliver()).startsWith("PASSED_ON");
            everybodyDidWhatTheScriptSays();
            certificateFor = "mx.other.test";
            host(TLS + TAKES + QUIT);
            assertThat(deliver()).startsWith("PASSED_ON");
            everybodyDidWhatTheScriptSays();
        }
    }

    @Test
    void whatDaneFindsCountsBeforeAPolicy() throws Exception {
        policy(Mode.ENFORCE, "mx.other.test");
        host(TLS + TAKES + QUIT);
        trust = new TlsClient(null);
        zone = MX + tlsa + "3 1 1 " + digest;
        assertThat(deliver()).as("its key is the right one").startsWith("PASSED_ON");
        everybodyDidWhatTheScriptSays();
        policy(Mode.ENFORCE, "mx.test");
        host(TLS + QUIT);
        zone = MX + tlsa + "3 1 1 " + "00".repeat(32);
        refused("mx.test: its TLSA records (DANE) say which certificate it has");
        host(TLS + QUIT);
        trust = new TlsClient(null);
        zone = MX + tlsa + "1 1 1 " + digest;
        refused("mx.test: there.example asks (MTA-STS)");
    }
}
