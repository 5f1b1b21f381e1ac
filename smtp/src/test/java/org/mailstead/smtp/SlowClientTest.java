package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SlowClientTest {
    @Test
    void silentClientIsToldAndClosed() throws IOException {
        var limits =
                SmtpLimits.STANDARD.withTimes(Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofSeconds(10));
        try (var talk = Talk.on(SmtpProfile.MX, limits)) {
            talk.lines("S: 220 *", "S: 421 4.4.2 *");
            talk.expectClosed();
        }
    }

    @Test
    void commandThatDripsEnds() throws Exception {
        var limits =
                SmtpLimits.STANDARD.withTimes(Duration.ofSeconds(10), Duration.ofMillis(300), Duration.ofSeconds(10));
        try (var talk = Talk.on(SmtpProfile.MX, limits)) {
            talk.expect("220 *");
            var dripping = drip(talk);
            talk.expect("421 4.4.2 *");
            dripping.interrupt();
            dripping.join();
        }
    }

    @Test
    void messageThatDripsEnds() throws Exception {
        var limits =
                SmtpLimits.STANDARD.withTimes(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(300));
        try (var talk = Talk.inData(limits)) {
            var dripping = drip(talk);
            talk.expect("421 4.4.2 you took too long*");
            dripping.interrupt();
            dripping.join();
            assertThat(talk.services.delivered).isEmpty();
        }
    }

    private static Thread drip(Talk talk) {
        return Thread.startVirtualThread(() -> {
            try {
                while (true) {
                    talk.send("x");
                    Thread.sleep(Duration.ofMillis(20));
                }
            } catch (IOException | InterruptedException e) {
                // The server has had enough, or the test.
            }
        });
    }
}
