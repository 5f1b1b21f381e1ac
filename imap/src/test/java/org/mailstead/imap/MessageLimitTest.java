package org.mailstead.imap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A command for more messages than one may have. RFC 9738. */
class MessageLimitTest {
    @Test
    void theHighestAreWorkedOnAndTheClientLearnsWhereToGoOn() throws Exception {
        try (var fixture = new ImapFixture(ImapFixture.LIMITS.withMessages(3, 3));
                var client = fixture.signedIn()) {
            for (int i = 0; i < 5; i++) client.append("INBOX", "", "Subject: " + i + "\r\n\r\n");
            client.ok("SELECT INBOX");
            assertThat(client.command("CAPABILITY")).anyMatch(line -> line.contains(" MESSAGELIMIT=3 "));
            var fetched = client.command("UID FETCH 1:* UID");
            assertThat(fetched.subList(0, 3))
                    .containsExactly("* 3 FETCH (UID 3)", "* 4 FETCH (UID 4)", "* 5 FETCH (UID 5)");
            assertThat(fetched.getLast()).contains("OK [MESSAGELIMIT 3 3]");
            assertThat(client.command("UID SEARCH ALL"))
                    .containsExactly("* SEARCH 3 4 5", "a OK [MESSAGELIMIT 3 3] " + ImapReplies.PARTLY_DONE.text());
            assertThat(client.command("UID STORE 1:* +FLAGS.SILENT (\\Deleted)").getLast())
                    .contains("OK [MESSAGELIMIT 3 3]");
            assertThat(client.command("UID COPY 1:* Archive").getLast()).contains("NO [MESSAGELIMIT 3 3]");
            assertThat(client.command("STATUS Archive (MESSAGES)")).contains("* STATUS Archive (MESSAGES 0)");
            assertThat(client.command("UID MOVE 1:* Archive").getLast()).contains("OK [MESSAGELIMIT 3 3]");
            assertThat(client.command("STATUS Archive (MESSAGES)")).contains("* STATUS Archive (MESSAGES 3)");
            assertThat(client.command("UID FETCH 1:2 UID").getLast()).contains("OK Fetched.");
        }
    }
}
