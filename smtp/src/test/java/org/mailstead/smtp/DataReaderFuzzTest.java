package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;
import org.mailstead.wire.Connection;

/** The scanner against a plain reading of the rules on the whole text. */
class DataReaderFuzzTest {
    /** A line end of any kind, a lone dot, a line end of any kind; CRLF is not looked at as CR and LF. */
    private static final Pattern LONE_DOT = Pattern.compile("(\\r\\n|\\n|\\r(?!\\n))\\.(?=(\\r\\n|\\n|\\r(?!\\n)))");

    private record Expected(boolean ended, String content, boolean loneDot, boolean nul, String rest) {
        static Expected of(String input) {
            // The line end of DATA stands before the content. RFC 5321 §4.1.1.4
            String all = "\r\n" + input;
            int end = all.indexOf("\r\n.\r\n");
            String text = end < 0 ? all : all.substring(0, end + 2);
            var dots = LONE_DOT.matcher(text);
            boolean loneDot = false;
            while (dots.find())
                if (!(dots.group(1).equals("\r\n") && dots.group(2).equals("\r\n"))) loneDot = true;
            String content = text.replace("\r\n.", "\r\n").substring(2);
            return new Expected(
                    end >= 0, content, loneDot, text.indexOf('\0') >= 0, end < 0 ? "" : all.substring(end + 5));
        }
    }

    @Test
    void scannerAgreesWithThePlainReading() {
        List<byte[]> seeds = List.of(
                latin1("Subject: x\r\n\r\ntext\r\n.\r\nNOOP\r\n"),
                latin1(".\r\n"),
                latin1("..\r\n...\r\n.a\r\n.\r\n"),
                latin1("a\n.\nb\r.\rc\r\n.\rd\n.\r\ne\r\n.\r\n"),
                latin1("\u00ff\0\r\r\n\n.\r\r\n.\r\n"));
        List<String> dictionary =
                List.of("\r\n.\r\n", "\r\n.", ".\r\n", "\n.\n", "\r.\r", "\r\n..", "..", ".", "\r", "\n");
        Mutator.run(11, 10_000, seeds, dictionary, input -> check(new String(input, StandardCharsets.ISO_8859_1)));
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
                check(text + "\r\n.\r\nQ");
            }
        }
    }

    private static void check(String input) {
        var expected = Expected.of(input);
        var content = new ByteArrayOutputStream();
        // In pieces, so that every state meets the end of a buffer.
        byte[] bytes = latin1(input);
        try (var connection = new Connection(new PiecesSocket(bytes, new Random(bytes.length)))) {
            var read = new Content(SmtpLimits.STANDARD, content);
            boolean ended = true;
            try {
                new DataReader(connection, SmtpLimits.STANDARD, read).readToEnd();
            } catch (PeerGone e) {
                ended = false;
            }
            assertThat(ended).isEqualTo(expected.ended());
            if (!ended) return;
            assertThat(read.lineEnds().sawLoneDot()).isEqualTo(expected.loneDot());
            assertThat(read.lineEnds().sawNul()).isEqualTo(expected.nul());
            if (!expected.loneDot())
                assertThat(content.toString(StandardCharsets.ISO_8859_1)).isEqualTo(expected.content());
            assertThat(rest(connection)).isEqualTo(expected.rest());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String rest(Connection connection) throws IOException {
        byte[] rest = new byte[100_000];
        int length = 0;
        for (int n = connection.read(rest, 0, 100_000); n > 0; n = connection.read(rest, length, 100_000 - length))
            length += n;
        return new String(rest, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
