package org.mailstead.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class GrammarTest {
    @Test
    void modifiedUtf7() {
        for (String[] pair : new String[][] {
            {"INBOX", "INBOX"},
            {"a&b", "a&-b"},
            {"~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"},
            {"Entwürfe", "Entw&APw-rfe"},
            {"☀😀", "&JgDYPd4A-"},
        }) {
            assertThat(ModifiedUtf7.encode(pair[0])).isEqualTo(pair[1]);
            assertThat(ModifiedUtf7.decode(pair[1])).contains(pair[0]);
        }
        for (String bad : List.of("&", "a&b", "&AGE-", "&U,BTFw", "&APw-&APw-", "ä", "&A-")) {
            assertThat(ModifiedUtf7.decode(bad)).as(bad).isEmpty();
        }
    }

    @Test
    void patterns() {
        assertThat(ListPattern.of("", "*").matches("a/b/c")).isTrue();
        assertThat(ListPattern.of("", "%").matches("a/b")).isFalse();
        assertThat(ListPattern.of("", "%/%").matches("a/b")).isTrue();
        assertThat(ListPattern.of("a/", "%").matches("a/b")).isTrue();
        assertThat(ListPattern.of("", "a*c").matches("a/b/c")).isTrue();
        assertThat(ListPattern.of("", "inbox").matches("INBOX")).isTrue();
        assertThat(ListPattern.of("", "inbox/%").matches("INBOX/x")).isTrue();
        assertThat(ListPattern.of("", "inboxes").matches("INBOXes")).isFalse();
        assertThat(ListPattern.of("", "%*%*%*%*%*%*%*%*%*%*%*x").matches("a".repeat(300)))
                .isFalse();
    }

    @Test
    void noDamageToACommandBreaksTheSession() {
        try (var fixture = new ImapFixture(ImapFixture.LIMITS)) {
            try (ImapClient client = fixture.signedIn()) {
                for (int i = 0; i < 3; i++) {
                    client.append(
                            "INBOX",
                            "",
                            "Subject: x" + i + "\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nq\n--b--\n");
                }
            }
            List<byte[]> seeds = List.of(
                            "a SELECT INBOX\r\nb FETCH 1:* (UID FLAGS ENVELOPE BODY.PEEK[1.MIME]<0.10>)\r\n",
                            "a SELECT INBOX\r\nb UID SEARCH CHARSET UTF-8 OR (FROM \"x\" NOT SEEN) SINCE 1-Jan-2020\r\n",
                            "a SELECT INBOX\r\nb STORE 1:2 +FLAGS.SILENT (\\Seen kw)\r\nc UID COPY * Archive\r\n",
                            "a CREATE \"x/&U,BTFw-\"\r\nb RENAME x y\r\nc LIST \"\" \"%/*\"\r\nd LSUB \"\" *\r\n",
                            "a APPEND INBOX (\\Seen) \"17-Jul-1996 02:44:25 -0700\" {3+}\r\nabc\r\nb STATUS INBOX (UNSEEN)\r\n",
                            "a ID (\"name\" \"x\")\r\nb ENABLE X\r\nc IDLE\r\nDONE\r\nd NAMESPACE\r\n",
                            "a SELECT {5+}\r\nINBOX\r\nb FETCH 1 BODY[HEADER.FIELDS (Subject)]\r\n")
                    .stream()
                    .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                    .toList();
            Mutator.run(
                    5, 300, seeds, List.of("{9+}", "{9}", "(", "[", "BODY[", "<1.2>", "1:*", "\\Seen", " "), bytes -> {
                        try (ImapClient client = fixture.signedIn()) {
                            client.send(bytes);
                            // Ends whatever is still open: a line, a literal that is waited for, IDLE.
                            client.send("\r\nDONE\r\n" + " ".repeat(20) + "\r\n");
                            client.send("zz LOGOUT\r\n");
                            while (true) {
                                String line = client.line();
                                assertThat(line).doesNotContain("SERVERBUG").matches("(?s)[!-~]+ .*");
                                if (line.startsWith("* BYE") || line.startsWith("zz ")) return;
                            }
                        } catch (java.io.UncheckedIOException hungUp) {
                            assertThat(hungUp.getMessage()).containsAnyOf("hung up", "reset", "Broken pipe");
                        }
                    });
        }
    }
}
