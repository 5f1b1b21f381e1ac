package org.mailstead.tlspolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.tlspolicy.Demand.TrustedCertificate;
import org.mailstead.tlspolicy.Demand.Watched;
import org.mailstead.wire.TlsClient.Doubt;
import org.mailstead.wire.TlsClient.Shown;

class DemandTest {
    @ParameterizedTest
    @CsvSource({
        "NOT_VALID_NOW, certificate-expired",
        "OTHER_NAME, certificate-host-mismatch",
        "NOT_TRUSTED, certificate-not-trusted"
    })
    void aDoubtIsAnObjectionToWhoHasToProveItsName(Doubt.Kind kind, String word) {
        var chain = List.of(TestCertificates.root("root").host("mx.test"));
        var shown = new Shown(chain, new Doubt(kind, "of a doubt"));
        var wish = new TrustedCertificate("there.example asks (MTA-STS)");
        TlsFailure failure = wish.objection(shown, TestCertificates.NOW).orElseThrow();
        assertThat(failure.kind().word()).isEqualTo(word);
        assertThat(failure.why()).endsWith("proves its name, but of a doubt");
        assertThat(wish.objection(new Shown(chain, null), TestCertificates.NOW)).isEmpty();
        assertThat(wish.objection(null, TestCertificates.NOW)).isPresent();
        for (Demand each : List.of(Demand.nothing(), new Demand.Encryption(), new Watched(wish, Optional.of(failure))))
            assertThat(each.objection(shown, TestCertificates.NOW)).isEmpty();
    }
}
