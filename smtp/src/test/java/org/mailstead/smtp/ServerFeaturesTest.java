package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerFeaturesTest {
    @Test
    void limitsAreRead() {
        var features = ServerFeatures.of(List.of("mx.test", "limits RCPTDOMAINMAX=1  MailMax=20 RCPTMAX=100 OTHER=x"));
        assertThat(features.mostDomains()).hasValue(1);
        assertThat(features.mostMails()).hasValue(20);
        assertThat(features.mostRecipients()).hasValue(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"LIMITS", "LIMITS RCPTMAX", "LIMITS RCPTMAX=", "LIMITS RCPTMAX=0", "LIMITS RCPTMAX=-1", "SIZE"})
    void whatIsNoLimitIsNone(String line) {
        assertThat(ServerFeatures.of(List.of("mx.test", line)).mostRecipients()).isEqualTo(OptionalInt.empty());
    }
}
