package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A second message hidden inside one that we let through: whatever others take for an end of data, we refuse. */
@Timeout(30)
class SmugglingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r\n.\r", "\r.\r\n", "\n.\r", "\r.\n", "\r\n.\r\r\n"})
    void falseEndOfDataRefusesTheWholeMessage(String falseEnd) throws IOException {
        try (var talk = Talk.inData()) {
            talk.send("Subject: one\r\n\r\ntext" + falseEnd
                    + "MAIL FROM:<ceo@example.test>\r\nRCPT TO:<bob@example.test>\r\nDATA\r\nforged\r\n.\r\n");
            talk.expect("550 5.6.0 *bare CR or LF*");
            talk.lines("C: NOOP", "S: 250 2.0.0 ok");
            assertThat(talk.services.delivered).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".\n", ".\r", ".\rx"})
    void falseEndAtTheVeryBeginningLikewise(String start) throws IOException {
        try (var talk = Talk.inData()) {
            talk.send(start + "text\r\n.\r\n");
            talk.expect("550 5.6.0 *");
            assertThat(talk.services.delivered).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\n..\nb\r\n", "a\r\n..\r\nb\r\n", "a\n.b\r\n", "a.\r\nb\r\n", "a\r.b\r\n", "\r\r\n\n\n\r\r\n"})
    void harmlessDotsPass(String text) throws IOException {
        try (var talk = Talk.inData()) {
            talk.send(text + ".\r\n");
            talk.expect("250 2.6.0 *");
            assertThat(talk.services.delivered.getFirst().content()).isEqualTo(text.replace("\r\n..", "\r\n."));
        }
    }
}
