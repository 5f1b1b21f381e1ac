package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 2852. */
class DeliverByTest {
    @ParameterizedTest
    @ValueSource(strings = {"120;R", "120;r", "+120;RT", "0;N", "-5;nt", "999999999;N"})
    void wishesAreTaken(String value) throws IOException {
        try (Talk talk = Talk.ready()) {
            talk.lines("C: MAIL FROM:<a@b.test> BY=" + value, "S: 250 *");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "120", "120;X", ";R", "0;R", "-1;R", "1234567890;N", "12;RN", "1;N;T"})
    void whatIsNoneIsRefused(String value) throws IOException {
        try (Talk talk = Talk.ready()) {
            talk.lines("C: MAIL FROM:<a@b.test> BY=" + value, "S: 501 5.5.4 *");
        }
    }

    @Test
    void theTimeCountsFromWhenItWasSaid() throws IOException {
        try (Talk talk = Talk.ready()) {
            talk.lines("C: MAIL FROM:<a@b.test> BY=120;RT", "S: 250 *", "C: RCPT TO:<ann@example.test>", "S: 250 *");
            talk.lines("C: DATA", "S: 354 *", "C: Subject: x", "C: ", "C: .", "S: 250 *");
            assertThat(talk.services
                            .delivered
                            .getFirst()
                            .envelope()
                            .parameters()
                            .deliverBy())
                    .isEqualTo(new DeliverBy(Talk.CLOCK.instant().plusSeconds(120), true, true));
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 10, 10;R", "true, 0, 1;R", "false, -7, -7;N", "false, 90, 90;N"})
    void theNextServerIsToldWhatIsLeft(boolean returns, int left, String value) {
        Instant now = Talk.CLOCK.instant();
        var by = new DeliverBy(now.plus(Duration.ofSeconds(left)), returns, false);
        assertThat(by.wireText(now)).isEqualTo(value);
    }
}
