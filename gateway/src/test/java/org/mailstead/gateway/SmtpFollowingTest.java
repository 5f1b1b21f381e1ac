package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.gateway.Between.comes;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.settings.MailServer.Protocol;

/** SMTP after the sign-in, a test on each side. */
@Timeout(60)
class SmtpFollowingTest {
    private static final Habits KEEPS = Habits.USUAL.with("keeps-sent", "on");
    private static final String MAIL = "Message-ID: <sent@x>\r\nSubject: x\r\n\r\n..dot\r\n.\n\r\n..\r\nend";

    private static Between between(Habits habits, String... offer) throws IOException {
        return new Between(Protocol.SMTP, habits, List.of(offer));
    }

    /** Whatever was before: both sides understand each other. */
    private static void inStep(Between between) throws IOException {
        comes(between.program, "NOOP\r\n", between.server);
        comes(between.server, "250-2.0.0 well\r\n250 2.0.0 done\r\n", between.program);
    }

    private static void begun(Between between) throws IOException {
        comes(between.program, "MAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\n", between.server);
        comes(between.server, "250 ok\r\n250 ok\r\n354 go on\r\n", between.program);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "250-x;250-AUTH LOGIN;250-SIZE 5000;250-X-EXPS NTLM;250 STARTTLS|off|250-x;250 SIZE 5000",
                "250-x;250-AUTH=LOGIN;250-SIZE 5000;250-DSN;250 CHUNKING|1000|250-x;250-SIZE 1000;250-DSN;250 CHUNKING",
                "250-x;250-SIZE;250 AUTH XOAUTH2|1000|250-x;250 SIZE 1000",
                "250-x;250 8BITMIME|1000|250-x;250-8BITMIME;250 SIZE 1000",
                "250 x|1000|250-x;250 SIZE 1000",
                "250 x|off|250-x;250 SIZE 5000",
                "502-no;502 AUTH|1000|502-no;502 AUTH"
            })
    void helloNamesWhatWorks(String said, String limit, String heard) throws Exception {
        try (var between = between(Habits.USUAL.with("message-bytes", limit), "SIZE 5000")) {
            for (int time = 0; time < 2; time++) {
                comes(between.program, "ehlo printer\r\n", between.server);
                between.server.send(said.replace(";", "\r\n") + "\r\n");
                for (String each : heard.split(";"))
                    assertThat(between.program.line()).isEqualTo(each);
            }
            inStep(between);
        }
    }

    @Test
    void localPasswordDoesNotGetOut() throws Exception {
        try (var between = between(Habits.USUAL)) {
            assertThat(between.program.ask("AUTH PLAIN AGFubgBzZWNyZXQ=")).isEqualTo("503 5.5.1 Signed in already");
            assertThat(between.program.ask("STARTTLS")).startsWith("503 5.5.1 ");
            inStep(between);
        }
    }

    @Test
    void tooLargeASizeIsRefusedInTurn() throws Exception {
        try (var between = between(Habits.USUAL.with("message-bytes", "35000000"), "SIZE 157286400")) {
            between.program.send("RSET\r\nMAIL FROM:<\"SIZE=1 >\"@x> BODY=8BITMIME SIZE=40000000\r\nNOOP\r\n");
            assertThat(between.server.take(12)).isEqualTo("RSET\r\nNOOP\r\n");
            between.server.send("250 reset\r\n250 noop\r\n");
            assertThat(between.program.line()).isEqualTo("250 reset");
            assertThat(between.program.line())
                    .startsWith("552 5.3.4 This message has 40.0 MB. The provider takes 35.0 MB at most.");
            assertThat(between.program.line()).isEqualTo("250 noop");
            comes(between.program, "MAIL FROM:<a@x> SIZE=35000000\r\n", between.server);
            comes(between.server, "250 ok\r\n", between.program);
            inStep(between);
        }
    }

    @Test
    void messageThatGrowsTooLargeDoesNotGoOutByHalf() throws Exception {
        try (var between = between(Habits.USUAL, "SIZE 100000")) {
            begun(between);
            between.program.send("x".repeat(500) + "\r\n");
            assertThat(between.server.take(502)).hasSize(502);
            for (int i = 0; i < 300; i++) between.program.send("y".repeat(998) + "\r\n");
            assertThat(between.program.ask("."))
                    .startsWith("552 5.3.4 This message has 300.5 KB. The provider takes 100.0 KB");
            assertThat(between.program.ask("RSET")).startsWith("421 4.3.0 ");
            assertThat(between.program.line()).isEqualTo("(closed)");
            var seen = between.server.until("(closed)");
            assertThat(seen).doesNotContain(".");
            assertThat(String.join("", seen)).hasSizeLessThan(100_000);
        }
    }

    /** The limit is for what arrives: dots that were put before others are not counted. */
    @Test
    void messageOfJustTheSizeGoes() throws Exception {
        String mail = "..\r\n".repeat(20);
        try (var between = between(Habits.USUAL, "SIZE 65")) {
            begun(between);
            comes(between.program, mail + ".\r\n", between.server);
            comes(between.server, "250 queued\r\n", between.program);
            begun(between);
            assertThat(between.program.ask(mail + "....\r\n.")).startsWith("552 5.3.4 This message has 68 bytes");
            assertThat(between.program.ask("QUIT")).startsWith("221");
        }
    }

    @Test
    void chunksThatGrowTooLargeAreRefusedAndTheSessionGoesOn() throws Exception {
        try (var between = between(Habits.USUAL, "SIZE 100", "CHUNKING")) {
            comes(between.program, "MAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nBDAT 60\r\n" + "x".repeat(60), between.server);
            between.program.send("BDAT 50\r\n" + "y".repeat(50) + "BDAT 3 LAST\r\n\r\n.");
            assertThat(between.server.line()).isEqualTo("RSET");
            between.server.send("250 ok\r\n250 ok\r\n250 chunk\r\n250 reset\r\n");
            assertThat(between.program.take(29)).isEqualTo("250 ok\r\n250 ok\r\n250 chunk\r\n55");
            assertThat(between.program.line()).startsWith("2 5.3.4 This message has 110 bytes.");
            assertThat(between.program.line()).startsWith("503 5.5.1 The message is too large");
            comes(between.program, "MAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nBDAT 60\r\n" + "x".repeat(60), between.server);
            comes(between.program, "BDAT 40 LAST\r\n" + "QUIT\r\n".repeat(6) + "1234", between.server);
            comes(between.server, "250 ok\r\n250 ok\r\n250 chunk\r\n250 sent\r\n", between.program);
            inStep(between);
        }
    }

    @Test
    void messagesWaitForTheirMinute() throws Exception {
        try (var between = between(Habits.USUAL.with("per-minute", "3"))) {
            var start = between.clock.instant();
            for (int i = 0; i < 9; i++) {
                begun(between);
                comes(between.program, "hello\r\n.\r\n", between.server);
                comes(between.server, "250 queued\r\n", between.program);
            }
            assertThat(Duration.between(start, between.clock.instant())).isEqualTo(Duration.ofMinutes(2));
            // Another program of the same account counts too.
            try (var other = new Between(Protocol.SMTP, between.conduct, List.of(), between.clock)) {
                begun(other);
                assertThat(Duration.between(start, between.clock.instant())).isEqualTo(Duration.ofMinutes(3));
            }
        }
    }

    @Test
    void whoWouldWaitTooLongIsToldSo() throws Exception {
        try (var between = between(Habits.USUAL.with("per-minute", "1"))) {
            // Programs that have taken their turns and wait.
            for (int i = 0; i < 5; i++)
                assertThat(between.conduct.pace().turn()).hasValue(Duration.ofMinutes(i));
            assertThat(between.program.ask("MAIL FROM:<a@x>"))
                    .startsWith("451 4.7.0 The provider lets this account send 1 messages a minute");
            inStep(between);
            between.clock.advance(Duration.ofMinutes(5));
            comes(between.program, "MAIL FROM:<a@x>\r\n", between.server);
        }
    }

    @Test
    void recipientsOfADayAreCounted() throws Exception {
        try (var between = between(Habits.USUAL.with("recipients-per-day", "2"))) {
            comes(between.program, "RCPT TO:<1@x>\r\nRCPT TO:<2@x>\r\nRCPT TO:<3@x>\r\n", between.server);
            comes(between.server, "250 ok\r\n550 no\r\n251 ok\r\n", between.program);
            assertThat(between.program.ask("RCPT TO:<4@x>"))
                    .startsWith("450 4.7.0 The provider takes no more recipients");
            between.clock.advance(Duration.ofHours(25));
            comes(between.program, "RCPT TO:<4@x>\r\n", between.server);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DATA", "BDAT"})
    void whatWasTakenIsRemembered(String way) throws Exception {
        try (var between = between(KEEPS)) {
            String command =
                    way.equals("DATA") ? "DATA\r\n" : "BDAT 9\r\nMessage-IBDAT " + (MAIL.length() - 9) + " LAST\r\n";
            String text = way.equals("DATA") ? MAIL + "\r\n.\r\n" : MAIL.substring(9);
            for (String answer : List.of("554 no", "250 queued")) {
                assertThat(between.conduct.sent().has("sent@x")).isFalse();
                comes(between.program, command, between.server);
                if (way.equals("DATA")) comes(between.server, "354 go on\r\n", between.program);
                comes(between.program, text, between.server);
                comes(
                        between.server,
                        way.equals("DATA") ? answer + "\r\n" : "250 chunk\r\n" + answer + "\r\n",
                        between.program);
            }
            assertThat(between.conduct.sent().has("sent@x")).isTrue();
            inStep(between);
        }
    }

    @Test
    void refusedDataIsFollowedByCommands() throws Exception {
        try (var between = between(KEEPS, "SIZE 10")) {
            comes(between.program, "DATA\r\n", between.server);
            comes(between.server, "503-5.5.1 no\r\n503 5.5.1 recipients\r\n", between.program);
            assertThat(between.program.ask("AUTH LOGIN")).startsWith("503");
            comes(between.program, "MAIL FROM:<a@x> SIZE=10\r\n" + "X".repeat(20_000) + "\r\n", between.server);
            comes(between.server, "250 ok\r\n500 too long\r\n", between.program);
            inStep(between);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', The provider has closed the connection.",
        "'HTTP/1.1 502 Bad Gateway\r\n', HTTP/1.1 502 Bad Gateway",
        "'250-half\r\n', closed",
        "'half', closed"
    })
    void providerThatGoesIsSaidToHaveGone(String last, String why) throws Exception {
        try (var between = between(Habits.USUAL)) {
            inStep(between);
            between.server.send(last);
            between.server.close();
            var lines = between.program.until("(closed)");
            assertThat(lines.get(lines.size() - 2))
                    .startsWith("421 4.4.2 The provider")
                    .contains(why);
            assertThat(between.isOver()).isTrue();
        }
    }

    @RepeatedTest(20)
    void providerThatGoesInPlaceOfAnAnswerIsSaidToHaveGone() throws Exception {
        try (var between = between(Habits.USUAL)) {
            comes(between.program, "DATA\r\n", between.server);
            between.server.close();
            assertThat(between.program.line()).startsWith("421 4.4.2 The provider");
            assertThat(between.program.line()).isEqualTo("(closed)");
        }
    }

    @Test
    void providerThatGoesInTheMiddleOfAMessageIsToldBehindIt() throws Exception {
        try (var between = between(Habits.USUAL)) {
            begun(between);
            comes(between.program, "half a message\r\n", between.server);
            between.server.close();
            // More than what lies on the way: it is all taken before anything is said.
            for (int i = 0; i < 10_000; i++) between.program.send("x".repeat(998) + "\r\n");
            assertThat(between.program.ask(".")).startsWith("421 4.4.2 The provider");
            assertThat(between.program.line()).isEqualTo("(closed)");
        }
    }

    @Test
    void answerInTheMiddleOfAMessageIsPassedOnOnce() throws Exception {
        try (var between = between(Habits.USUAL)) {
            begun(between);
            comes(between.program, "half\r\n", between.server);
            comes(between.server, "552 5.3.4 too large\r\n", between.program);
            comes(between.program, ".\r\n", between.server);
            assertThat(between.program.ask("AUTH LOGIN")).startsWith("503");
            inStep(between);
            begun(between);
            comes(between.program, "half\r\n", between.server);
            comes(between.server, "421 4.3.0 closing\r\n", between.program);
            between.server.close();
            between.program.send("x".repeat(100_000) + "\r\n.\r\n");
            assertThat(between.program.line()).isEqualTo("(closed)");
        }
    }

    @Test
    void goodbyeIsSaidOnce() throws Exception {
        try (var between = between(Habits.USUAL)) {
            comes(between.program, "QUIT\r\n", between.server);
            comes(between.server, "221 goodbye\r\n", between.program);
            between.server.close();
            assertThat(between.program.line()).isEqualTo("(closed)");
        }
        try (var between = between(Habits.USUAL)) {
            comes(between.server, "421 4.3.2 closing\r\n", between.program);
            between.server.close();
            assertThat(between.program.line()).isEqualTo("(closed)");
        }
    }

    @Test
    void programThatGoesInTheMiddleOfAMessageSendsNone() throws Exception {
        try (var between = between(Habits.USUAL)) {
            begun(between);
            comes(between.program, "half a message\r\n.", between.server);
            between.program.close();
            assertThat(between.server.line()).isEqualTo("(closed)");
        }
    }
}
