package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail in chunks: what the transcripts cannot show. RFC 3030 §2. */
@Timeout(30)
class ChunkingTest {
    private static Talk inMail(SmtpLimits limits) throws IOException {
        Talk talk = Talk.ready(limits);
        talk.lines("C: MAIL FROM:<x@client.test>", "S: 250 *", "C: RCPT TO:<ann@example.test>", "S: 250 *");
        return talk;
    }

    private static Talk inMail() throws IOException {
        return inMail(SmtpLimits.STANDARD);
    }

    @Test
    void bytesArriveAsTheyWereSent() throws IOException {
        try (var talk = inMail()) {
            String large = "é".repeat(300_000);
            talk.send("BDAT 300000\r\n" + large + "BDAT 9 LAST\r\n\r\n..\r\n.\r\n");
            talk.lines("S: 250 2.0.0 300000 bytes so far", "S: 250 2.6.0 stored as *");
            assertThat(talk.services.delivered.getFirst().content()).isEqualTo(large + "\r\n..\r\n.\r\n");
        }
    }

    @Test
    void whatIsTooLargeIsReadAwayAndRefused() throws IOException {
        try (var talk = inMail(SmtpLimits.STANDARD.withMessageBytes(1000))) {
            talk.send("BDAT 600\r\n" + "a".repeat(600) + "BDAT 600\r\n" + "QUIT\r\n".repeat(100)
                    + "BDAT 6 LAST\r\nQUIT\r\nRSET\r\n");
            talk.lines("S: 250 2.0.0 600 bytes so far", "S: 552 5.3.4 *", "S: 503 5.5.1 *", "S: 250 2.0.0 ok");
            assertThat(talk.services.delivered).isEmpty();
        }
        try (var talk = inMail(SmtpLimits.STANDARD.withMessageBytes(1000))) {
            talk.send("BDAT 1001 LAST\r\n" + "a".repeat(1001));
            talk.lines("S: 552 5.3.4 *", "C: MAIL FROM:<>", "S: 250 *");
        }
    }

    /** None of these may leave bytes behind that would be read as commands. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "BDAT",
                "BDAT ",
                "BDAT -1",
                "BDAT +1",
                "BDAT 1a",
                "BDAT 0x10",
                "BDAT 1 LAST x",
                "BDAT 1LAST",
                "BDAT 1 FIRST",
                "BDAT 123456789012345678901",
                "BDAT\t5",
                "BDATA 5",
                "BDAT 5\0",
                "BDAT 1,000",
                "bdat \u00b2"
            })
    void unclearLengthEndsTheSession(String command) throws IOException {
        try (var talk = inMail()) {
            talk.send(command + "\r\nRSET\r\nMAIL FROM:<forged@example.test>\r\n");
            talk.expect("501 5.5.4 wanted is BDAT*");
            talk.expectClosed();
            assertThat(talk.services.delivered).isEmpty();
        }
    }

    @Test
    void loneDotInBinaryIsWhatItIs() throws IOException {
        try (var talk = Talk.ready()) {
            talk.lines("C: MAIL FROM:<x@client.test> BODY=BINARYMIME", "S: 250 *");
            talk.lines("C: RCPT TO:<ann@example.test>", "S: 250 *");
            talk.send("BDAT 7 LAST\r\n\r\n\0\n.\n\r");
            talk.lines("S: 250 2.6.0 *");
            assertThat(talk.services.delivered.getFirst().content()).isEqualTo("\r\n\0\n.\n\r");
        }
    }

    /** Half a message must not be taken for a whole one. */
    @Test
    void nothingArrivesWhenTheLastChunkIsMissing() throws IOException {
        try (var talk = inMail()) {
            talk.send("BDAT 9\r\nSubject: QUIT\r\n");
            talk.expect("250 2.0.0 9 bytes so far");
            talk.expect("221 *");
            talk.expectClosed();
            assertThat(talk.services.delivered).isEmpty();
        }
        try (var talk = inMail()) {
            talk.send("BDAT 9 LAST\r\nSubjec");
            talk.hangUp();
            assertThat(talk.services.delivered).isEmpty();
        }
    }

    @Test
    void silenceWithinAChunkEndsTheSession() throws IOException {
        var limits =
                SmtpLimits.STANDARD.withTimes(Duration.ofMillis(300), Duration.ofSeconds(20), Duration.ofSeconds(20));
        try (var talk = inMail(limits)) {
            talk.send("BDAT 9 LAST\r\nSubj");
            talk.expect("421 4.4.2 *");
            talk.expectClosed();
        }
    }

    @Test
    void emptyChunksCountAsCommandsThatBringNothing() throws IOException {
        try (var talk = inMail()) {
            talk.send("BDAT 0\r\n".repeat(SmtpLimits.STANDARD.commandsWithoutMail() + 1));
            for (int i = 0; i < SmtpLimits.STANDARD.commandsWithoutMail() - 1; i++) talk.expect("250 2.0.0 *");
            talk.expect("421 4.7.0 many commands*");
            talk.expectClosed();
        }
    }

    @Test
    void aHelloInTheMiddleForgetsTheMail() throws IOException {
        try (var talk = inMail()) {
            talk.send("BDAT 3\r\nabcEHLO client.test\r\n");
            talk.expect("250 2.0.0 3 bytes so far");
            talk.skipReply();
            talk.send("BDAT 3 LAST\r\nabc");
            talk.lines("S: 503 5.5.1 say MAIL first", "C: MAIL FROM:<>", "S: 250 *");
            assertThat(talk.services.delivered).isEmpty();
        }
    }

    @Test
    void whatFailsOnOurSideIsToldAtTheLastChunk() throws IOException {
        try (var talk = inMail()) {
            talk.services.outcome = MailDrop.Outcome.MAILBOX_FULL;
            talk.send("BDAT 3\r\nabcBDAT 0 LAST\r\n");
            talk.lines("S: 250 2.0.0 *", "S: 452 4.2.2 *", "C: MAIL FROM:<>", "S: 250 *");
        }
    }
}
