package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** RFC 2920. */
@Timeout(30)
class PipeliningTest {
    @Test
    void answersComeInOrderAndTheSessionGoesOnBehindTheMessage() throws IOException {
        try (var talk = Talk.on(SmtpProfile.MX)) {
            talk.send("""
                    EHLO a.test
                    MAIL FROM:<x@a.test>
                    RCPT TO:<no@example.test>
                    RCPT TO:<ann@example.test>
                    DATA
                    one
                    .
                    MAIL FROM:<y@a.test>
                    RCPT TO:<bob@example.test>
                    DATA
                    two
                    .
                    QUIT
                    """.replace("\n", "\r\n"));
            talk.expect("220 *");
            assertThat(talk.skipReply()).startsWith("250 ");
            talk.script("""
                    S: 250 2.1.0 *
                    S: 550 5.1.1 *
                    S: 250 2.1.5 *
                    S: 354 *
                    S: 250 2.6.0 *
                    S: 250 2.1.0 *
                    S: 250 2.1.5 *
                    S: 354 *
                    S: 250 2.6.0 *
                    S: 221 *
                    """);
            assertThat(talk.services.delivered)
                    .extracting(FakeServices.Mail::content)
                    .containsExactly("one\r\n", "two\r\n");
        }
    }

    @Test
    void whenAllRecipientsFailedDataIsRefusedAndItsTextIsNotWaitedFor() throws IOException {
        try (var talk = Talk.ready()) {
            talk.send("MAIL FROM:<x@a.test>\r\nRCPT TO:<no@example.test>\r\nDATA\r\nRSET\r\n");
            talk.lines("S: 250 *", "S: 550 *", "S: 554 5.5.1 *", "S: 250 2.0.0 ok");
        }
    }

    @Test
    void manyRecipientsBehindARefusedSenderAreNotTakenForErrors() throws IOException {
        try (var talk = Talk.ready()) {
            talk.send("MAIL FROM:<x@a.test> SIZE=99999999999\r\n" + "RCPT TO:<ann@example.test>\r\n".repeat(50));
            talk.expect("552 5.3.4 *");
            for (int i = 0; i < 50; i++) talk.expect("503 5.5.1 *");
            talk.lines("C: NOOP", "S: 250 *");
        }
    }

    @Test
    void bytesInAnyPiecesMakeTheSameMessage() throws IOException {
        String text = "Subject: x\r\n\r\n..a\r\n.\ra\r\n..\r\n.b\r\n";
        try (var talk = Talk.inData()) {
            for (char each : (text + ".\r\n").toCharArray()) talk.send(String.valueOf(each));
            talk.expect("550 5.6.0 *");
        }
        String fine = "Subject: x\r\n\r\n..a\r\n..\r\n.b\r\n\r\n";
        try (var talk = Talk.inData()) {
            for (char each : (fine + ".\r\n").toCharArray()) talk.send(String.valueOf(each));
            talk.expect("250 2.6.0 *");
            assertThat(talk.services.delivered.getFirst().content())
                    .isEqualTo("Subject: x\r\n\r\n.a\r\n.\r\nb\r\n\r\n");
        }
    }
}
