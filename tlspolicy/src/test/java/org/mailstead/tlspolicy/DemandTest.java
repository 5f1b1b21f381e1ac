package org.mailstead.tlspolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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
        for (Demand each :
                List.of(Demand.nothing(), new Demand.Encryption(), Watched.onTrial(wish, Optional.of(failure))))
            assertThat(each.objection(shown, TestCertificates.NOW)).isEmpty();
    }

    @Test
    void theStoryTellsOfWhatIsOnlyWatched() {
        var wish = new TrustedCertificate("there.example asks (MTA-STS)");
        var failure = new TlsFailure(TlsFailure.Kind.STS_POLICY_INVALID, "it is a page");
        assertThat(wish.story()).isEqualTo(wish.words());
        assertThat(Demand.nothing().story()).isEmpty();
        assertThat(Watched.onTrial(wish, Optional.empty()).story())
                .isEqualTo(
                        "there.example asks (MTA-STS) for TLS with a certificate that proves its name; that is on trial,"
                                + " and mail goes there in any case");
        assertThat(Watched.onTrial(wish, Optional.of(failure)).story()).endsWith("in any case, although it is a page");
        assertThat(Watched.withoutPolicy(wish, failure).story())
                .isEqualTo(
                        "there.example asks (MTA-STS) for something that cannot be read, and mail goes there without:"
                                + " it is a page");
    }
}
