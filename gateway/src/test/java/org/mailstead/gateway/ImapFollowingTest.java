package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.gateway.Between.comes;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.settings.MailServer.Protocol;

/** IMAP after the sign-in, a test on each side. */
@Timeout(60)
class ImapFollowingTest {
    private static final Habits KEEPS = Habits.USUAL.with("keeps-sent", "on");

    /** With a header such as programs write. */
    private static String message(String id) {
        return "From: ann@contoso.test\r\nMessage-Id:\r\n <" + id
                + ">\r\nSubject: hello\r\n\r\nMessage-ID: <other@x>\r\n";
    }

    private static Between between(Habits habits) throws IOException {
        var between = new Between(Protocol.IMAP, habits, List.of());
        between.conduct.sent().add("sent@x");
        return between;
    }

    /** Whatever was before: both sides understand each other. */
    private static void inStep(Between between) throws IOException {
        comes(between.program, "z NOOP\r\n", between.server);
        comes(between.server, "* 3 EXISTS\r\nz OK done\r\n", between.program);
    }

    @Test
    void capabilitiesAreThoseThatWork() throws Exception {
        try (var between = between(Habits.USUAL)) {
            between.server.send(
                    "* CAPABILITY IMAP4rev1 AUTH=PLAIN auth=xoauth2 STARTTLS IDLE UNAUTHENTICATE X-GM-EXT-1\r\n"
                            + "* ok [Capability IMAP4rev1 LOGIN-REFERRALS UIDPLUS SASL-IR] hello {5}\r\n"
                            + "a OK [CAPABILITY MOVE AUTH=PLAIN LITERAL+] done\r\n");
            assertThat(between.program.until("a "))
                    .containsExactly(
                            "* CAPABILITY IMAP4rev1 IDLE X-GM-EXT-1",
                            "* ok [Capability IMAP4rev1 UIDPLUS] hello {5}",
                            "a OK [CAPABILITY MOVE LITERAL+] done");
            inStep(between);
        }
    }

    @Test
    void mailIsNotReadAsLinesOfTheServer() throws Exception {
        String mail = "* CAPABILITY AUTH=PLAIN\r\na OK [CAPABILITY AUTH=PLAIN]\r\n<html>\r\n{5}\r\n";
        String long1 = "* 1 FETCH (ENVELOPE (\"" + "x".repeat(50_000) + "\" {" + mail.length() + "}\r\n" + mail
                + ") FLAGS ())\r\n";
        try (var between = between(KEEPS)) {
            comes(
                    between.server,
                    "* 1 FETCH (BODY[] {" + mail.length() + "}\r\n" + mail + " BINARY[1] ~{0}\r\n)\r\n",
                    between.program);
            comes(between.server, long1, between.program);
            comes(
                    between.server,
                    "* LIST () \"/\" {5}\r\nINBOX\r\n* OK [ALERT] caf\u00e9 \u0085 {9}\r\n",
                    between.program);
            inStep(between);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a APPEND Archive {10}",
                "a APPEND {7}\r\nArchive (\\Seen) {10+}",
                "a UID SEARCH CHARSET UTF-8 SUBJECT {3+}\r\nabc TEXT ~{4}\r\nabcd",
                "a IDLE\r\nDONE",
                "a\r\n\r\nnonsense {x}",
                "a NOOP {5-}"
            })
    void commandsGoAsTheyAre(String command) throws Exception {
        try (var between = between(KEEPS)) {
            for (String line : command.split("(?<=\r\n)")) {
                String whole = line.endsWith("\r\n") ? line : line + "\r\n";
                comes(between.program, whole, between.server);
                if (whole.matches("(?s).*\\{\\d+}\r\n")) comes(between.server, "+ go on\r\n", between.program);
            }
            if (command.matches("(?s).*\\{\\d+\\+?}")) comes(between.program, "0123456789\r\n", between.server);
            comes(between.server, "a OK done\r\n", between.program);
            inStep(between);
        }
    }

    @Test
    void literalThatTheServerDoesNotWantIsNone() throws Exception {
        try (var between = between(KEEPS)) {
            comes(between.program, "a APPEND Archive {10}\r\n", between.server);
            comes(between.server, "a NO [TRYCREATE] no\r\n", between.program);
            assertThat(between.program.ask("b UNAUTHENTICATE")).isEqualTo("b BAD signed in already");
            comes(between.program, "c " + "IDLE\r\nDONE\r\nd APPEND Archive {3}\r\n", between.server);
            comes(between.server, "+ idling\r\nc OK\r\n+ go on\r\n", between.program);
            comes(between.program, "abc\r\n", between.server);
            inStep(between);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a LOGIN ann secret",
                "a LOGIN {3+}\r\nann {6+}\r\nsecret",
                "a login {3}",
                "a AUTHENTICATE PLAIN AGFubgBzZWNyZXQ=",
                "a STARTTLS",
                "a UNAUTHENTICATE"
            })
    void localPasswordDoesNotGetOut(String command) throws Exception {
        try (var between = between(Habits.USUAL)) {
            assertThat(between.program.ask(command)).startsWith("a BAD ");
            inStep(between);
        }
    }

    /** What the gateway says itself does not become a part of a message that comes at that time. */
    @Test
    void linesOfOursStandBetweenThoseOfTheServer() throws Exception {
        try (var between = between(KEEPS)) {
            comes(between.server, "* 1 FETCH (BODY[] {10}\r\n01234", between.program);
            between.program.send("a LOGIN ann secret\r\n");
            comes(between.program, "b NOOP\r\n", between.server);
            comes(between.server, "56789)\r\n", between.program);
            assertThat(between.program.line()).isEqualTo("a BAD signed in already");
            comes(between.server, "b OK\r\n", between.program);
            inStep(between);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sent|%d}",
                "\"Sent\" (\\Seen)|%d}",
                "\"Sent Items\" (\\Seen $x) \"28-Nov-2026 12:00:00 +0000\"|%d}",
                "[Gmail]/Sent|%d+}",
                "\"[Gmail]/Sent Mail\" ()|%d+}"
            })
    void copyOfWhatWasSentIsHeldBack(String mailbox, String size) throws Exception {
        String copy = message("sent@x");
        String literal = "{" + size.formatted(copy.length());
        try (var between = between(KEEPS)) {
            if (literal.endsWith("+}")) between.program.send("a append " + mailbox + " " + literal + "\r\n");
            else
                assertThat(between.program.ask("a append " + mailbox + " " + literal))
                        .isEqualTo("+ go on");
            assertThat(between.program.ask(copy)).startsWith("a OK ").doesNotContain("APPENDUID");
            inStep(between);
        }
    }

    @ParameterizedTest
    @CsvSource({"Sent, old@x, 0", "Archive, sent@x, 0", "Sent, sent@x, 3601", "Sent, '', 0"})
    void everythingElseIsPutThere(String mailbox, String id, int seconds) throws Exception {
        String mail = id.isEmpty() ? "Subject: x\r\n\r\nhello\r\n" : message(id);
        try (var between = between(KEEPS)) {
            between.clock.advance(java.time.Duration.ofSeconds(seconds));
            if (seconds > 0) between.conduct.sent().add("later@x");
            for (String plus : new String[] {"", "+"}) {
                String line = "a APPEND " + mailbox + " (\\Seen) {" + mail.length() + plus + "}\r\n";
                between.program.send(line);
                if (mailbox.equals("Sent")) {
                    // The server is asked once it is known what it is; the program is asked once.
                    if (plus.isEmpty()) assertThat(between.program.line()).isEqualTo("+ go on");
                    between.program.send(mail);
                    assertThat(between.server.take(line.length())).isEqualTo(line);
                    if (plus.isEmpty()) between.server.send("+ Ready\r\n");
                    between.program.send("\r\n");
                    assertThat(between.server.take(mail.length() + 2)).isEqualTo(mail + "\r\n");
                } else {
                    assertThat(between.server.take(line.length())).isEqualTo(line);
                    if (plus.isEmpty()) comes(between.server, "+ Ready\r\n", between.program);
                    comes(between.program, mail + "\r\n", between.server);
                }
                comes(between.server, "a OK [APPENDUID 1 2] done\r\n", between.program);
            }
            inStep(between);
        }
    }

    @Test
    void whatTheServerRefusesAfterThatIsRefused() throws Exception {
        String mail = message("old@x") + "x".repeat(100_000);
        try (var between = between(KEEPS)) {
            assertThat(between.program.ask("a APPEND Sent {" + mail.length() + "}"))
                    .isEqualTo("+ go on");
            between.program.send(mail);
            assertThat(between.server.line()).startsWith("a APPEND Sent {");
            comes(between.server, "a NO [OVERQUOTA] full\r\n", between.program);
            between.program.send("\r\n");
            inStep(between);
        }
    }

    /** RFC 3502: several messages in one command, of which some are copies. */
    @ParameterizedTest
    @ValueSource(strings = {"sent@x old@x", "old@x sent@x", "sent@x old@x sent@x new@x", "sent@x sent@x"})
    void copiesAmongOthersAreHeldBack(String ids) throws Exception {
        try (var between = between(KEEPS)) {
            between.program.send("a APPEND Sent");
            var expected = new StringBuilder();
            for (String id : ids.split(" ")) {
                String piece = " (\\Seen) {" + message(id).length() + "+}\r\n" + message(id);
                between.program.send(piece);
                if (!id.equals("sent@x")) expected.append(piece);
            }
            between.program.send("\r\n");
            if (expected.isEmpty()) {
                assertThat(between.program.line()).startsWith("a OK ");
            } else {
                String whole = "a APPEND Sent" + expected + "\r\n";
                assertThat(between.server.take(whole.length())).isEqualTo(whole);
                between.server.send("a OK [APPENDUID 1 7] done\r\n");
                assertThat(between.program.line()).isEqualTo("a OK done");
            }
            inStep(between);
        }
    }

    /** RFC 6855: Thunderbird writes so where the server takes UTF-8. */
    @ParameterizedTest
    @CsvSource({"sent@x, ''", "old@x, A", "sent@x old@x sent@x, B", "old@x sent@x, C", "old@x new@x, D"})
    void messagesInUtf8AreKnownToo(String ids, String way) throws Exception {
        try (var between = between(KEEPS)) {
            between.program.send("a APPEND \"Sent\"");
            var expected = new StringBuilder();
            for (String id : ids.split(" ")) {
                String piece = " (\\Seen) UTF8 (~{" + message(id).length() + "+}\r\n" + message(id) + ")";
                between.program.send(piece);
                if (!id.equals("sent@x")) expected.append(piece);
            }
            between.program.send("\r\n");
            if (way.isEmpty()) {
                assertThat(between.program.line()).startsWith("a OK ");
            } else {
                String whole = "a APPEND \"Sent\"" + expected + "\r\n";
                assertThat(between.server.take(whole.length())).isEqualTo(whole);
            }
            inStep(between);
        }
    }

    @Test
    void messagesThatAreMadeOfPartsAreLeftAlone() throws Exception {
        String copy = message("sent@x");
        String parts = "a APPEND Sent CATENATE (TEXT {" + copy.length() + "+}\r\n" + copy + " URL \"/x\")\r\n";
        try (var between = between(KEEPS)) {
            comes(between.program, parts, between.server);
            // Also behind one that was held back.
            between.program.send("c APPEND Sent {" + copy.length() + "+}\r\n" + copy + parts.substring(13));
            String rest = "c APPEND Sent" + parts.substring(13);
            assertThat(between.server.take(rest.length())).isEqualTo(rest);
            inStep(between);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Verschickt\"\r\n", "Verschickt\r\n", "{10}\r\nVerschickt\r\n"})
    void mailboxForSentMailIsTheOneThatTheServerNames(String name) throws Exception {
        String copy = message("sent@x");
        String line = " {" + copy.length() + "+}\r\n" + copy + "\r\n";
        try (var between = between(KEEPS)) {
            comes(between.server, "* LIST (\\HasNoChildren \\Sent) \"/\" " + name, between.program);
            inStep(between);
            between.program.send("a APPEND Verschickt" + line);
            assertThat(between.program.line()).startsWith("a OK ");
            // What else is called so is not meant.
            comes(between.program, "b APPEND Sent" + line, between.server);
        }
    }

    @Test
    void withoutTheHabitCopiesGo() throws Exception {
        String copy = message("sent@x");
        for (Habits habits : new Habits[] {Habits.USUAL, Habits.NONE})
            try (var between = between(habits)) {
                comes(between.program, "a APPEND Sent {" + copy.length() + "+}\r\n" + copy + "\r\n", between.server);
                inStep(between);
            }
    }

    @ParameterizedTest
    @CsvSource({
        "'', BYE",
        "'* 1 FETCH (BODY[] {100}\r\nhalf', ''",
        "'* 1 EX', BYE",
        "'<html>\r\n', BYE",
        "'HTTP/1.1 502 Bad\r\n', BYE"
    })
    void providerThatGoesIsSaidToHaveGone(String last, String heard) throws Exception {
        try (var between = between(Habits.USUAL)) {
            inStep(between);
            between.server.send(last);
            between.server.close();
            var lines = between.program.until("(closed)");
            if (heard.isEmpty()) assertThat(String.join("\n", lines)).doesNotContain("BYE");
            else assertThat(lines).first().asString().startsWith("* BYE [UNAVAILABLE] The provider");
            assertThat(between.isOver()).isTrue();
        }
    }

    @RepeatedTest(20)
    void providerThatGoesInPlaceOfAnAnswerIsSaidToHaveGone() throws Exception {
        try (var between = between(Habits.USUAL)) {
            comes(between.program, "a APPEND x {10}\r\n", between.server);
            between.server.close();
            assertThat(between.program.line()).startsWith("* BYE [UNAVAILABLE] The provider");
            assertThat(between.program.line()).isEqualTo("(closed)");
        }
    }

    @Test
    void goodbyeIsSaidOnce() throws Exception {
        try (var between = between(Habits.USUAL)) {
            comes(between.program, "a LOGOUT\r\n", between.server);
            comes(between.server, "* BYE goodbye\r\na OK done\r\n", between.program);
            between.server.close();
            assertThat(between.program.line()).isEqualTo("(closed)");
        }
    }

    @Test
    void programThatGoesInTheMiddleOfAMessageTakesTheServerAlong() throws Exception {
        try (var between = between(KEEPS)) {
            comes(between.program, "a APPEND Archive {100+}\r\nhalf", between.server);
            between.program.close();
            assertThat(between.server.line()).isEqualTo("(closed)");
        }
    }
}
