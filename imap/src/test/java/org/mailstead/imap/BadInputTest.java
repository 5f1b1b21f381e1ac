package org.mailstead.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What broken and hostile programs send: each gets its tagged answer, soon, and the session goes on. */
class BadInputTest {
    private final ImapFixture fixture = new ImapFixture(ImapFixture.LIMITS.withMistakes(1000));
    private ImapClient client = fixture.signedIn();

    @BeforeEach
    void fill() {
        for (int i = 1; i <= 3; i++) client.append("INBOX", "", "Subject: " + i + "\n\ntext\n");
        client.ok("SELECT INBOX");
    }

    @AfterEach
    void stop() {
        client.close();
        fixture.close();
    }

    /** Command, and how the answer begins. */
    static List<String[]> commands() {
        return Stream.of(fetches(), searches(), mailboxes(), others())
                .flatMap(List::stream)
                .toList();
    }

    private static List<String[]> fetches() {
        return List.of(
                of("FETCH 4294967295:1,* FLAGS", "BAD"),
                of("UID FETCH 4294967295:1,* FLAGS", "OK"),
                of("UID FETCH 4294967296 FLAGS", "BAD"),
                of("FETCH 0 FLAGS", "BAD"),
                of("FETCH 1: FLAGS", "BAD"),
                of("FETCH 1,,2 FLAGS", "BAD"),
                of("FETCH -1 FLAGS", "BAD"),
                of("FETCH 1:* (" + "FLAGS ".repeat(500) + "UID)", "BAD"),
                of("FETCH 1:* " + "(".repeat(5000), "BAD"),
                of("FETCH 1 BODY[1.2.3.4.5.6.7.8.9.99999999999]", "BAD"),
                of("FETCH 1 BODY[" + "1.".repeat(3000) + "1]", "OK"),
                of("FETCH 1 BODY[HEADER.FIELDS ()]", "BAD"),
                of("FETCH 1 BODY[]<0.0>", "BAD"),
                of("FETCH 1 BODY[]<999999999999.999999999999>", "OK"),
                of("FETCH 1 (FLAGS", "BAD"),
                of("FETCH 1", "BAD"),
                of("FETCH", "BAD"),
                of("FETCH 1 BODY[1.]", "BAD"),
                of("FETCH 1 BODY[0]", "BAD"),
                of("FETCH 1 BODY[MIME]", "BAD"),
                of("FETCH 1 BODY[TEXT.TEXT]", "BAD"),
                of("FETCH 1 BODY[]<-1.5>", "BAD"),
                of("FETCH 1 BODY[]<1>", "BAD"),
                of("FETCH 1 FLAGS (CHANGEDSINCE)", "BAD"),
                of("FETCH 1 FLAGS (CHANGEDSINCE 1 VANISHED)", "BAD"),
                of("UID FETCH 1 FLAGS (CHANGEDSINCE 1 VANISHED)", "BAD"));
    }

    private static List<String[]> others() {
        return List.of(
                of("STORE 1 +FLAGS (\\Foo)", "BAD"),
                of("STORE 1 +FLAGS (\\Recent)", "OK"),
                of("STORE 1 +FLAGS ($Foo \\)", "BAD"),
                of("STORE 1 +FLAGS (a(b)", "BAD"),
                of("STORE 1 +FLAGS (" + "k".repeat(300) + ")", "NO [LIMIT]"),
                of("STORE 1 *FLAGS (x)", "BAD"),
                of("STORE 1 FLAGS", "BAD"),
                of("COPY 1:* INBOX", "OK [COPYUID"),
                of("MOVE 99 INBOX", "BAD"),
                of("COPY 1 NoSuchMailbox", "NO [TRYCREATE]"),
                of("NOOP extra", "BAD"),
                of("NO-SUCH-COMMAND", "BAD"),
                of("UID NOOP", "BAD"),
                of("UID", "BAD"),
                of("ENABLE", "BAD"),
                of("ID (" + "\"a\" \"b\" ".repeat(40) + ")", "OK"),
                of("ID (\"a\" )", "BAD"),
                of("UIDBATCHES 99999999999", "OK"),
                of("CANCELUPDATE", "BAD"),
                of("STORE 1 FLAGS ", "BAD"),
                of("STORE 1 FLAGS.SILENT  ", "BAD"),
                of("STORE 1 (UNCHANGEDSINCE -1) FLAGS ()", "BAD"),
                of("STORE 1 (UNCHANGEDSINCE 9223372036854775808) FLAGS ()", "BAD"),
                of("COPY 1:* {5+}\r\nINBOX", "OK [COPYUID"),
                of("MOVE 1:* INBOX", "OK"),
                of("UID COPY 4294967295 INBOX", "OK"),
                of("UIDBATCHES 999999999999999999 1:999999999999999999", "OK"),
                of("UIDBATCHES 1 2:1", "BAD"));
    }

    private static List<String[]> searches() {
        return List.of(
                of("SEARCH " + "OR ".repeat(1000) + "SEEN " + "SEEN ".repeat(1000), "NO [LIMIT]"),
                of("SEARCH " + "NOT ".repeat(3000) + "SEEN", "BAD"),
                of("SEARCH " + "(".repeat(3000) + "SEEN", "BAD"),
                of("SEARCH CHARSET NO-SUCH-CHARSET SUBJECT x", "NO [BADCHARSET"),
                of("SEARCH KEYWORD \\Foo", "BAD"),
                of("SEARCH SINCE 32-Jan-2020", "BAD"),
                of("SEARCH SINCE 1-Foo-2020", "BAD"),
                of("SEARCH LARGER 99999999999999999999", "BAD"),
                of("SEARCH RETURN (SAVE) CHARSET", "BAD"),
                of("SEARCH", "BAD"),
                of("SEARCH ON 31-Dec-+999999999", "BAD"),
                of("SEARCH SENTON 1-Jan--2020", "BAD"),
                of("SEARCH BEFORE 29-Feb-2023", "BAD"),
                of("SEARCH RETURN (ALL PARTIAL 1:2) ALL", "BAD"),
                of("SEARCH RETURN (PARTIAL 0:2) ALL", "BAD"),
                of("SEARCH RETURN (PARTIAL -1:2) ALL", "BAD"),
                of("SEARCH SUBJECT \"a\u0000b\"", "BAD"),
                of("SEARCH OLDER 999999999999999999", "OK"),
                of("SEARCH YOUNGER 999999999999999999", "OK"),
                of("ESEARCH IN (mailboxes) ALL", "BAD"),
                of("ESEARCH IN () ALL", "BAD"));
    }

    private static List<String[]> mailboxes() {
        return List.of(
                of("CREATE \"\"", "NO [CANNOT]"),
                of("CREATE a//b", "NO [CANNOT]"),
                of("CREATE /a", "NO [CANNOT]"),
                of("CREATE INBOX", "NO [ALREADYEXISTS]"),
                of("CREATE " + "x/".repeat(150) + "y", "NO [CANNOT]"),
                of("CREATE \"" + "x".repeat(500) + "\"", "NO [CANNOT]"),
                of("CREATE \"a\u0001b\"", "NO [CANNOT]"),
                of("DELETE INBOX", "NO [CANNOT]"),
                of("DELETE NoSuchMailbox", "NO [NONEXISTENT]"),
                of("RENAME NoSuchMailbox x", "NO [NONEXISTENT]"),
                of("RENAME Trash INBOX", "NO [ALREADYEXISTS]"),
                of("RENAME Trash Trash/below", "NO [CANNOT]"),
                of("STATUS INBOX ()", "BAD"),
                of("LIST \"\" \"" + "*".repeat(1001) + "\"", "BAD"),
                of("LIST \"\" \"" + "%*".repeat(400) + "\"", "OK"),
                of("SELECT \"INBOX", "BAD"),
                of("SELECT {99999999999}", "BAD"),
                of("SELECT {abc}", "BAD"),
                of("SELECT INBOX extra", "BAD"),
                of("SELECT INBOX (QRESYNC (1 1))", "BAD"),
                of("SELECT INBOX (QRESYNC (0 0))", "BAD"),
                of("CREATE a&b", "NO [CANNOT]"),
                of("CREATE &AGE-", "NO [CANNOT]"),
                of("CREATE &2D0-", "NO [CANNOT]"),
                of("CREATE &!!!!-", "NO [CANNOT]"),
                of("SELECT &", "NO [CANNOT]"),
                of("CREATE \"\u00e4\"", "NO [CANNOT]"),
                of("CREATE \"\u00c0\u00af\"", "NO [CANNOT]"),
                of("LIST \"\" &", "OK"),
                of("LIST \"\" \"\u00e4*\"", "OK"),
                of("SELECT \"a\\b\"", "BAD"));
    }

    private static String[] of(String command, String answer) {
        return new String[] {command, answer};
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isAnswered(String command, String answer) {
        assertThat(client.last(command)).startsWith("a " + answer);
        assertThat(client.last("NOOP")).startsWith("a OK");
        assertThat(client.last("STATUS Sent (MESSAGES)")).startsWith("a OK");
    }

    @Test
    void aLineTooLongIsReadAwayAndAnswered() {
        client.send("a NOOP " + "x".repeat(200_000) + "\r\n");
        assertThat(client.line()).startsWith("a BAD");
        client.send("b".repeat(200_000) + "\r\n");
        assertThat(client.line()).as("no tag to be seen").startsWith("* BAD");
        client.send("c CREATE {1+}\r\nx" + " ".repeat(200_000) + "\r\n");
        assertThat(client.line()).startsWith("c BAD");
        client.send("d IDLE\r\n");
        assertThat(client.line()).startsWith("+");
        client.send("x".repeat(200_000) + "\r\n");
        assertThat(client.line()).startsWith("d BAD");
        assertThat(client.last("NOOP")).startsWith("a OK");
    }

    @Test
    void literalsTooLongTogetherAreReadAwayOrNotAskedFor() {
        String part = " \"n\" {4000+}\r\n" + "x".repeat(4000);
        client.send("a ID (\"a\" \"b\"" + part.repeat(4) + ")\r\n");
        assertThat(client.line()).startsWith("a BAD");
        client.send("b ID (\"a\" \"b\"" + part.repeat(2) + " \"n\" {4000}\r\n");
        assertThat(client.line()).startsWith("b BAD");
        assertThat(client.last("NOOP")).startsWith("a OK");
    }

    @Test
    void aLiteralBehindAMistakeIsReadAway() {
        for (String command : List.of("FETCH 1 FLAGS{9+}", "STORE 1 \"{9+}", "NONSENSE {9+}", "FETCH 1 BODY[{9+}")) {
            client.send("a " + command + "\r\nx DELETE\r\n\r\n");
            assertThat(client.line()).as(command).startsWith("a BAD");
            assertThat(client.last("NOOP")).as(command).startsWith("a OK");
        }
    }

    /** They are shown to people, and read by programs that take a line's end for a literal's length. */
    @Test
    void answersQuoteNoStrangeBytes() {
        for (String command :
                List.of("FETCH 1 \u00ff\u0001", "FETCH 1 x{3}", "SEARCH " + "y".repeat(9000), "\u00e4 x")) {
            String answer = client.last(command);
            assertThat(answer)
                    .as(command)
                    .startsWith("a BAD")
                    .matches("[ -z|~]+")
                    .hasSizeLessThan(400);
        }
    }

    @Test
    void setsOfThousandsInAnyOrderCostLittle() {
        var set = new StringBuilder("9000");
        for (int i = 1200; i > 0; i--) set.append(',').append(i * 3).append(':').append(i * 3 - 1);
        assertThat(client.ok("UID FETCH " + set + " UID")).hasSize(2);
        assertThat(client.last("FETCH " + set + " UID")).startsWith("a BAD");
        assertThat(client.ok("SEARCH NOT " + set)).containsExactly("* SEARCH 1");
    }

    @Test
    void aLiteralTooLongIsNotAskedFor() {
        client.send("a APPEND INBOX {99999999}\r\n");
        assertThat(client.line()).startsWith("a NO [TOOBIG]");
        client.send("b LOGIN {99999}\r\n");
        assertThat(client.line()).startsWith("b BAD");
        assertThat(client.last("NOOP")).startsWith("a OK");
    }

    @Test
    void aLiteralThatComesUnaskedIsReadAway() {
        client.send("a APPEND INBOX {2000000+}\r\n" + "x".repeat(2_000_000) + "\r\n");
        assertThat(client.line()).startsWith("a NO [TOOBIG]");
        client.send("b CREATE {5000+}\r\n" + "x".repeat(5000) + "\r\n");
        assertThat(client.line()).startsWith("b BAD");
        assertThat(client.last("NOOP")).startsWith("a OK");
    }

    @Test
    void halfALiteralEndsWithTheConnectionOnly() {
        client.send("a APPEND INBOX {100}\r\n");
        assertThat(client.line()).startsWith("+");
        client.send("half");
        client.close();
        client = fixture.signedIn();
        assertThat(client.ok("STATUS INBOX (MESSAGES)")).containsExactly("* STATUS INBOX (MESSAGES 3)");
    }

    @Test
    void datesOfAnotherCentury() {
        for (String date :
                List.of("17-Jul-1890 02:44:25 -0700", " 1-Jan-0001 00:00:00 +0000", "31-Dec-9999 23:59:59 +0000")) {
            assertThat(client.append("INBOX", "\"" + date + "\"", "Subject: old\n\nx\n"))
                    .as(date)
                    .startsWith("a OK");
        }
        for (String date : List.of(
                "32-Jul-1996 02:44:25 -0700",
                "17-Jul-1996 25:44:25 -0700",
                "17-Jul-96 02:44:25 -0700",
                "yesterday",
                "17-Jul-1996 02:44:25 +9999")) {
            client.send("a APPEND INBOX \"" + date + "\" {3+}\r\nabc\r\n");
            assertThat(client.line()).as(date).startsWith("a BAD");
        }
        assertThat(client.ok("FETCH 4:* INTERNALDATE")).hasSize(3);
        assertThat(client.last("SEARCH BEFORE 1-Jan-1900")).startsWith("a OK");
    }

    @Test
    void pipelinedGarbageIsAnsweredLineByLine() {
        client.send("a1 NONSENSE\r\n\r\nb1 FETCH x\r\n* \r\nc1 NOOP\r\n");
        assertThat(client.line()).startsWith("a1 BAD");
        assertThat(client.line()).startsWith("* BAD");
        assertThat(client.line()).startsWith("b1 BAD");
        assertThat(client.line()).startsWith("* BAD");
        assertThat(client.line()).startsWith("c1 OK");
    }
}
