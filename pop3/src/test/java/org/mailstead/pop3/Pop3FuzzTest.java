package org.mailstead.pop3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.testkit.Mutator;
import org.mailstead.texts.Language;

class Pop3FuzzTest {
    private static final List<String> WORDS = List.of(
            "USER ",
            "PASS ",
            "RETR ",
            "DELE ",
            "TOP ",
            "LIST",
            "UIDL",
            "STAT",
            "NOOP",
            "RSET",
            "QUIT",
            "CAPA",
            "STLS",
            "UTF8",
            "LANG ",
            "de",
            "*",
            "ann@example.test",
            "ann-secret",
            "\r\n",
            "\n",
            "\r",
            "\0",
            "1",
            "0",
            "-1",
            "2147483648",
            " ",
            "\u00ff");

    @TempDir
    Path folder;

    @Test
    void anyLineIsACommandOrMalformed() {
        List<byte[]> seeds = Stream.of(
                        "USER ann@example.test",
                        "TOP 1 20",
                        "LIST",
                        "UIDL 3",
                        "PASS  a b ",
                        "CAPA",
                        "LANG de-AT",
                        "UTF8")
                .map(line -> line.getBytes(ISO_8859_1))
                .toList();
        Mutator.run(21, 3_000, seeds, WORDS, line -> {
            try {
                assertThat(CommandReader.read(line).toString()).isNotEmpty();
            } catch (EndOfCommand.Malformed said) {
                assertThat(said.reply().positive()).isFalse();
                assertThat(said.reply().wireText(Language.GERMAN).length()).isLessThanOrEqualTo(512);
            }
        });
    }

    /** Whatever is sent, every answer is one, and the messages survive unless a whole QUIT came through. */
    @Test
    void anySessionEndsInOrder() throws IOException {
        var impatient =
                new Pop3Limits(1100, 12_288, Duration.ofMillis(300), Duration.ofMillis(300), 30, 5, 20, Duration.ZERO);
        try (var server = new Pop3Fixture(folder, impatient)) {
            server.deliverNumbered(3);
            List<byte[]> seeds = Stream.of(
                            "USER ann@example.test\r\nPASS ann-secret\r\nLIST\r\nRETR 1\r\nTOP 2 1\r\nRSET\r\nQUIT\r\n",
                            "LANG de\r\nUTF8\r\nCAPA\r\nUSER ann@example.test\r\nPASS ann-secret\r\nUIDL\r\nDELE 3\r\nRSET\r\nNOOP\r\nQUIT\r\n")
                    .map(dialogue -> dialogue.getBytes(ISO_8859_1))
                    .toList();
            Mutator.run(22, 120, seeds, WORDS, dialogue -> converse(server, dialogue));
        }
    }

    private static void converse(Pop3Fixture server, byte[] dialogue) {
        try (Pop3Client client = server.connect()) {
            try {
                client.sendRaw(new String(dialogue, ISO_8859_1));
                client.sayNoMore();
            } catch (IOException closedAlready) {
                // The server has hung up on so much nonsense; what it said can still be read.
                assertThat(closedAlready).isNotNull();
            }
            int lines = 0;
            while (!client.line().equals("closed")) lines++;
            assertThat(lines).isPositive();
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("reset")) throw new UncheckedIOException(e);
        }
    }
}
