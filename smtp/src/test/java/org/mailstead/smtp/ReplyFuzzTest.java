package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.smtp.ReplyReader.NotSmtp;
import org.mailstead.testkit.Mutator;
import org.mailstead.wire.Connection;

/** Whatever a server answers is a reply, or said in words not to be one. */
class ReplyFuzzTest {
    @Test
    void answersOfAnyKind() {
        List<byte[]> seeds = List.of(
                bytes("250-mx.test hello\r\n250-SIZE 1000\r\n250-AUTH=LOGIN PLAIN\r\n250 DSN\r\n"),
                bytes("250-mx.test\r\n250-AUTH==LOGIN PLAIN\r\n250 AUTH\r\n"),
                bytes("550 5.1.1 nobody\r\n"),
                bytes("550-5.7.1 one\r\n550 5.7.1 two\r\n"),
                bytes("354\r\n"),
                bytes("220 gr\u00fc\u00df\n250"));
        var words = List.of("250", "-", " ", "\r\n", "5.1.1", "\u0000", "\n", "250-", "SIZE 99999999999999999999");
        Mutator.run(5, 5000, seeds, words, input -> {
            try (var connection = new Connection(new MemorySocket(input, "192.0.2.1"))) {
                SmtpReply reply = ReplyReader.read(connection);
                assertThat(reply.code()).isBetween(200, 599);
                assertThat(reply.toString()).matches("[ -~]+");
                assertThat(reply.lines()).isNotEmpty().hasSizeLessThanOrEqualTo(100);
                ServerFeatures features = ServerFeatures.of(reply.lines());
                assertThat(features.maxBytes().orElse(1)).isPositive();
                assertThat(features.mechanisms()).doesNotContain("");
            } catch (PeerGone gone) {
                // It ended in the middle of a line.
            } catch (NotSmtp rubbish) {
                assertThat(rubbish.getMessage()).matches("[ -~…]{10,200}");
            } catch (IOException e) {
                assertThat(e).hasMessage("a line without end");
            }
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
