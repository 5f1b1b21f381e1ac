package org.mailstead.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.mailbox.MailboxLimits;

/** What becomes of messages that cannot be taken in. */
class IntakeTest {
    private static final String LARGE = "A: b\n\n" + "0123456789abcde\n".repeat(10_000);

    private static String several(int count) {
        return " {6+}\r\nA: b\r\n".repeat(count);
    }

    private static String answer(ImapClient client, String command) {
        client.send("m " + command + "\r\n");
        return client.responses("m").getLast();
    }

    @Test
    void moreMessagesThanFitIntoOneCommitAreRefusedAndNoneIsStored() {
        try (var fixture = new ImapFixture();
                ImapClient ann = fixture.signedIn()) {
            int most = MailboxLimits.APPENDED_TOGETHER;
            assertThat(answer(ann, "APPEND INBOX" + several(most + 1))).startsWith("a NO [LIMIT] ");
            assertThat(answer(ann, "APPEND INBOX" + several(most + 30))).startsWith("a NO [LIMIT] ");
            assertThat(ann.ok("STATUS INBOX (MESSAGES UIDNEXT)"))
                    .containsExactly("* STATUS INBOX (MESSAGES 0 UIDNEXT 1)");
            assertThat(answer(ann, "APPEND INBOX" + several(most))).startsWith("a OK [APPENDUID ");
            assertThat(ann.ok("STATUS INBOX (MESSAGES)")).containsExactly("* STATUS INBOX (MESSAGES " + most + ")");
        }
    }

    /** As on a full disk: what needs a file is refused, and the session stays in step. */
    @Test
    void whereNothingCanBePutAsideLargeMessagesAreRefused(@TempDir Path folder) {
        try (var fixture = new ImapFixture(ImapFixture.LIMITS, folder.resolve("not-there"));
                ImapClient ann = fixture.inbox()) {
            assertThat(ann.append("INBOX", "", LARGE)).startsWith("a NO [UNAVAILABLE] ");
            assertThat(ann.append("INBOX", "(\\Seen)", LARGE)).startsWith("a NO [UNAVAILABLE] ");
            assertThat(ann.append("INBOX", "", "A: b\n\nsmall\n")).startsWith("a OK ");
            String large = LARGE.replace("\n", "\r\n");
            assertThat(answer(ann, "APPEND INBOX {6+}\r\nA: b\r\n {" + large.length() + "+}\r\n" + large))
                    .startsWith("a NO [UNAVAILABLE] ");
            assertThat(answer(ann, "REPLACE 1 INBOX {" + large.length() + "+}\r\n" + large))
                    .startsWith("a NO [UNAVAILABLE] ");
            assertThat(answer(ann, "APPEND INBOX ~{" + large.length() + "+}\r\n" + large))
                    .startsWith("a NO [UNAVAILABLE] ");
            assertThat(ann.ok("FETCH 1:* UID")).containsExactly("* 1 FETCH (UID 1)");
        }
    }

    /** Put together of many small pieces that are here already, it outgrows memory without coming from the client. */
    @Test
    void whereNothingCanBePutAsideLargeMessagesAreNotPutTogetherEither(@TempDir Path folder) {
        try (var fixture = new ImapFixture(ImapFixture.LIMITS, folder.resolve("not-there"));
                ImapClient ann = fixture.inbox()) {
            String piece = "A: b\n\n" + "0123456789abcde\n".repeat(3_000);
            assertThat(ann.append("INBOX", "", piece)).startsWith("a OK ");
            String url = " URL \"/INBOX/;UID=1\"";
            assertThat(answer(ann, "APPEND INBOX CATENATE (" + url.strip() + url + ")"))
                    .startsWith("a OK ");
            assertThat(answer(ann, "APPEND INBOX CATENATE (" + url.strip() + url.repeat(5) + " TEXT {4+}\r\nmore)"))
                    .startsWith("a NO [UNAVAILABLE] ");
            assertThat(ann.ok("STATUS INBOX (MESSAGES)")).containsExactly("* STATUS INBOX (MESSAGES 2)");
        }
    }
}
