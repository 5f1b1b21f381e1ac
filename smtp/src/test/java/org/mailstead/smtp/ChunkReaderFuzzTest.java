package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;
import org.mailstead.wire.Connection;

/** Content cut into chunks anywhere, against a plain reading of the rules on the whole text. */
class ChunkReaderFuzzTest {
    /** A line end of any kind, a lone dot, a line end of any kind; CRLF is not looked at as CR and LF. */
    private static final Pattern LONE_DOT = Pattern.compile("(\\r\\n|\\n|\\r(?!\\n))\\.(?=(\\r\\n|\\n|\\r(?!\\n)))");

    private static final String BEHIND = "NOOP\r\n";

    @Test
    void chunksAgreeWithThePlainReading() {
        List<byte[]> seeds = List.of(
                latin1("Subject: x\r\n\r\ntext\r\n.\r\nQUIT\r\n"),
                latin1(".\r\n"),
                latin1("a\n.\nb\r.\rc\r\n.\rd\n.\r\ne\r\n.\r\n"),
                latin1("a\n."),
                latin1("\u00ff\0\r\r\n\n.\r\r\n.\r\n"));
        List<String> dictionary = List.of("\r\n.\r\n", "\r\n.", ".\r\n", "\n.\n", "\r.\r", "\n.", ".", "\r", "\n");
        Mutator.run(12, 10_000, seeds, dictionary, ChunkReaderFuzzTest::check);
    }

    @Test
    void shortTextsOfDotsAndLineEndsAllAgree() {
        String alphabet = "\r\n.a\0";
        for (int length = 0; length <= 6; length++) {
            int count = (int) Math.pow(alphabet.length(), length);
            for (int number = 0; number < count; number++) {
                var text = new StringBuilder();
                for (int i = 0, rest = number; i < length; i++, rest /= alphabet.length())
                    text.append(alphabet.charAt(rest % alphabet.length()));
                check(latin1(text.toString()));
            }
        }
    }

    private static void check(byte[] content) {
        var random = new Random(Arrays.hashCode(content));
        byte[] sent = latin1(new String(content, StandardCharsets.ISO_8859_1) + BEHIND);
        var spooled = new ByteArrayOutputStream();
        try (var connection = new Connection(new PiecesSocket(sent, random))) {
            var read = new Content(SmtpLimits.STANDARD, spooled);
            var reader = new ChunkReader(SmtpLimits.STANDARD, read);
            for (int left = content.length; left > 0; ) {
                int chunk = 1 + random.nextInt(left);
                reader.read(connection, chunk);
                left -= chunk;
            }
            read.lineEnds().end();
            assertThat(spooled.toByteArray()).isEqualTo(content);
            assertThat(read.bytes()).isEqualTo(content.length);
            String text = "\r\n" + new String(content, StandardCharsets.ISO_8859_1);
            assertThat(read.lineEnds().sawNul()).isEqualTo(text.indexOf('\0') >= 0);
            assertThat(read.lineEnds().sawLoneDot()).isEqualTo(loneDot(text) || loneDot(withItsEnd(text)));
            assertThat(connection.readLine(100)).isEqualTo(latin1("NOOP"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String withItsEnd(String text) {
        return text.endsWith("\r") ? text + "\n" : text + "\r\n";
    }

    private static boolean loneDot(String text) {
        var dots = LONE_DOT.matcher(text);
        while (dots.find()) if (!(dots.group(1).equals("\r\n") && dots.group(2).equals("\r\n"))) return true;
        return false;
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
