package org.mailstead.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client hears while its command is being worked on. RFC 9585. */
class ProgressTest {
    private static void fill(ImapClient client, String mailbox, int messages) {
        client.append(mailbox, "(\\Flagged)", "Subject: x\n\n");
        client.ok("SELECT " + mailbox);
        // Doubles, until there are enough.
        for (int have = 1; have < messages; have *= 2) client.ok("COPY 1:* " + mailbox);
        client.ok("UNSELECT");
    }

    @Test
    void aLongSearchSaysHowFarItIs() throws Exception {
        try (var fixture = new ImapFixture(ImapFixture.LIMITS.withProgress(Duration.ZERO));
                var client = fixture.signedIn()) {
            fill(client, "INBOX", 512);
            client.ok("SELECT INBOX");
            assertThat(client.ok("SEARCH RETURN (COUNT) FLAGGED"))
                    .satisfiesExactly(
                            half -> assertThat(half).matches("\\* OK \\[INPROGRESS \\(\"t\\d+\" 256 512\\)] .+"),
                            result -> assertThat(result).endsWith(" COUNT 512"));
        }
    }

    @Test
    void inManyMailboxesItIsOneWork() throws Exception {
        try (var fixture = new ImapFixture(ImapFixture.LIMITS.withProgress(Duration.ZERO));
                var client = fixture.signedIn()) {
            fill(client, "Archive", 512);
            fill(client, "Sent", 512);
            List<String> told = client.ok("ESEARCH IN (personal) RETURN (COUNT) FLAGGED");
            assertThat(told).hasSize(4);
            assertThat(told.get(0)).contains(" 256 1024)]");
            assertThat(told.get(1)).contains("MAILBOX Archive ").endsWith(" COUNT 512");
            assertThat(told.get(2)).contains(" 768 1024)]");
            assertThat(told.get(3)).contains("MAILBOX Sent ").endsWith(" COUNT 512");
        }
    }

    @Test
    void aQuickOneSaysNothing() throws Exception {
        try (var fixture = new ImapFixture();
                var client = fixture.signedIn()) {
            fill(client, "INBOX", 128);
            client.ok("SELECT INBOX");
            assertThat(client.ok("SEARCH RETURN (COUNT) FLAGGED")).hasSize(1);
        }
    }
}
