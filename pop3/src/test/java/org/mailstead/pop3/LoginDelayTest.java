package org.mailstead.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.directory.AccountId;

class LoginDelayTest {
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    @Test
    void theSecondSignInHasToWait() {
        var last = new LastSignIns(Duration.ofSeconds(60));
        var ann = new AccountId("ann");
        last.admit(ann, NOON);
        assertThatThrownBy(() -> last.admit(ann, NOON.plusSeconds(59)))
                .isInstanceOf(EndOfCommand.Refused.class)
                .hasMessageContaining("[LOGIN-DELAY]");
        assertThatCode(() -> last.admit(new AccountId("bob"), NOON)).doesNotThrowAnyException();
        assertThatCode(() -> last.admit(ann, NOON.plusSeconds(60))).doesNotThrowAnyException();
        assertThatThrownBy(() -> last.admit(ann, NOON.plusSeconds(61))).isInstanceOf(EndOfCommand.Refused.class);
        // The session of that second sign-in broke off.
        last.forget(ann, NOON.plusSeconds(60));
        assertThatCode(() -> last.admit(ann, NOON.plusSeconds(61))).doesNotThrowAnyException();
    }

    @Test
    void itIsAnnouncedAndKept(@TempDir Path folder) throws IOException, InterruptedException {
        var limits = Pop3Limits.STANDARD.withLoginDelay(Duration.ofMinutes(10));
        try (var server = new Pop3Fixture(folder, limits)) {
            try (Pop3Client client = server.signIn()) {
                assertThat(client.send("CAPA").lines()).contains("LOGIN-DELAY 600");
            }
            // That one hung up without QUIT, so the next may come at once.
            Pop3Fixture.await(() -> server.plain.connections() == 0);
            try (Pop3Client client = server.signIn()) {
                client.send("QUIT").expectStart("+OK").expectClosed();
            }
            try (Pop3Client client = server.connect()) {
                client.expectStart("+OK");
                client.send("USER ann@example.test", "PASS ann-secret").expectStart("+OK");
                client.expectStart("-ERR [LOGIN-DELAY] this account was signed in to just now: try again in ");
                // A wrong password is told as what it is.
                client.send("USER ann@example.test", "PASS wrong").expectStart("+OK");
                client.expectStart("-ERR [AUTH]");
            }
        }
    }
}
