package org.mailstead.tlspolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.tlspolicy.TestCertificates.NOW;
import static org.mailstead.tlspolicy.TestCertificates.record;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Tlsa;
import org.mailstead.tlspolicy.TlsFailure.Kind;

class TlsaMatchTest {
    private static final TestCertificates ROOT = TestCertificates.root("root");
    private static final TestCertificates ISSUER = ROOT.issuer("issuer");
    private static final X509Certificate HOST = ISSUER.host("mx.example.org");
    private static final X509Certificate WILD = ISSUER.host("*.example.org");
    private static final X509Certificate NAMELESS = ISSUER.host();
    private static final X509Certificate OLD = ISSUER.hostUntil(NOW.minus(Duration.ofDays(2)), "mx.example.org");
    private static final TestCertificates OTHER = TestCertificates.root("root");

    private static final List<DnsName> NAMES = List.of(DnsName.of("mx.example.org"), DnsName.of("example.org"));

    private static String verdict(Tlsa record, X509Certificate... chain) {
        return verdict(List.of(record), chain);
    }

    private static String verdict(List<Tlsa> records, X509Certificate... chain) {
        return new TlsaMatch(List.of(chain), NAMES, NOW)
                .objection(records)
                .map(failure -> failure.kind().word())
                .orElse("good");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,1", "0,2", "1,0", "1,1", "1,2"})
    void theHostsOwnCertificateOrKey(int selector, int matching) {
        Tlsa record = record(3, selector, matching, HOST);
        assertThat(verdict(record, HOST, ISSUER.certificate)).isEqualTo("good");
        assertThat(verdict(record, WILD, ISSUER.certificate)).isEqualTo("tlsa-invalid");
        assertThat(verdict(record, WILD, HOST)).as("only the first counts").isEqualTo("tlsa-invalid");
    }

    @Test
    void namesAndDatesOfTheHostsOwnDoNotCount() {
        assertThat(verdict(record(3, 1, 1, OLD), OLD)).isEqualTo("good");
        assertThat(verdict(record(3, 1, 1, NAMELESS), NAMELESS)).isEqualTo("good");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,1", "0,2", "1,0", "1,1", "1,2"})
    void anIssuerInTheChain(int selector, int matching) {
        for (TestCertificates issuer : List.of(ISSUER, ROOT)) {
            Tlsa record = record(2, selector, matching, issuer.certificate);
            assertThat(verdict(record, HOST, ISSUER.certificate, ROOT.certificate))
                    .isEqualTo("good");
            assertThat(verdict(record, WILD, ROOT.certificate, ISSUER.certificate))
                    .as("in any order")
                    .isEqualTo("good");
            assertThat(verdict(record, OLD, ISSUER.certificate, ROOT.certificate))
                    .isEqualTo("certificate-expired");
            assertThat(verdict(record, NAMELESS, ISSUER.certificate, ROOT.certificate))
                    .isEqualTo("certificate-host-mismatch");
        }
    }

    @Test
    void anIssuerThatIsNotSentHasToBeInTheRecord() {
        assertThat(verdict(record(2, 0, 0, ROOT.certificate), HOST, ISSUER.certificate))
                .isEqualTo("good");
        assertThat(verdict(record(2, 1, 0, ROOT.certificate), HOST, ISSUER.certificate))
                .isEqualTo("good");
        assertThat(verdict(record(2, 0, 1, ROOT.certificate), HOST, ISSUER.certificate))
                .isEqualTo("tlsa-invalid");
    }

    @Test
    void whoeverOnlyShowsTheIssuersCertificateIsNotIssuedByIt() {
        X509Certificate foreign = OTHER.issuer("issuer").host("mx.example.org");
        assertThat(verdict(record(2, 1, 1, ISSUER.certificate), foreign, ISSUER.certificate))
                .isEqualTo("tlsa-invalid");
        assertThat(verdict(record(2, 1, 1, ROOT.certificate), foreign, ROOT.certificate))
                .isEqualTo("tlsa-invalid");
    }

    @Test
    void aHostIsNoIssuer() {
        X509Certificate byHost = ISSUER.host("mx.example.org");
        assertThat(verdict(record(2, 0, 1, HOST), HOST)).isEqualTo("tlsa-invalid");
        assertThat(verdict(record(2, 0, 1, HOST), byHost, HOST)).isEqualTo("tlsa-invalid");
    }

    @Test
    void oneRecordThatFitsIsEnough() {
        var records = Stream.of(
                        record(3, 1, 1, OLD), record(2, 1, 1, OTHER.certificate), record(2, 1, 1, ROOT.certificate))
                .toList();
        assertThat(verdict(records, HOST, ISSUER.certificate, ROOT.certificate)).isEqualTo("good");
        assertThat(verdict(records, NAMELESS, ISSUER.certificate, ROOT.certificate))
                .as("what is nearest is told")
                .isEqualTo("certificate-host-mismatch");
    }

    @Test
    void rubbishIsNoIssuer() {
        for (int selector = 0; selector < 2; selector++) {
            var rubbish = new Tlsa(2, selector, 0, new byte[] {0x30, 1, 2, 3});
            assertThat(verdict(rubbish, HOST, ISSUER.certificate)).isEqualTo("tlsa-invalid");
        }
    }

    @Test
    void whatIsWrongIsToldInWords() {
        var demand = new Demand.Dane(DnsName.of("mx.example.org"), List.of(record(3, 1, 1, OLD)), List.of());
        var shown = new org.mailstead.wire.TlsClient.Shown(List.of(HOST), null);
        assertThat(demand.objection(shown, NOW)).hasValueSatisfying(failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.TLSA_INVALID);
            assertThat(failure.why())
                    .isEqualTo("its TLSA records (DANE) say which certificate it has, but the certificate is none of"
                            + " those");
        });
        assertThat(demand.objection(null, NOW)).isPresent();
    }
}
