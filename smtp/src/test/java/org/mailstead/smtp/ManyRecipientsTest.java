package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ManyRecipientsTest {
    private static final int NAMED = 10_000;

    /** The first thousand get it, the others are for another mail. RFC 5321 §4.5.3.1.10. */
    @Test
    @Timeout(60)
    void tenThousandInOneMail() throws IOException {
        try (Talk talk = Talk.ready()) {
            talk.lines("C: MAIL FROM:<a@b.test>", "S: 250 *");
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < NAMED; i++) talk.send("RCPT TO:<many" + i + "@example.test>\r\n");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            int taken = 0;
            for (int i = 0; i < NAMED; i++) {
                String reply = talk.skipReply();
                if (reply.startsWith("250 ")) taken++;
                else assertThat(reply).startsWith("452 4.5.3 ");
            }
            sender.join();
            assertThat(taken).isEqualTo(SmtpLimits.STANDARD.recipients());
            talk.lines("C: DATA", "S: 354 *", "C: Subject: x", "C: ", "C: .", "S: 250 *");
            assertThat(talk.services.delivered.getFirst().envelope().recipients())
                    .hasSize(SmtpLimits.STANDARD.recipients());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
