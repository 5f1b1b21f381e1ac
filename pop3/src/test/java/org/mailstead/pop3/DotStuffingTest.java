package org.mailstead.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DotStuffingTest {
    @TempDir
    Path folder;

    private Pop3Fixture server;

    @BeforeEach
    void start() throws IOException {
        server = new Pop3Fixture(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String retrieved(String message) throws IOException {
        server.deliver(message);
        int number = server.view().size();
        try (Pop3Client client = server.signIn()) {
            client.send("LIST " + number).expect("+OK " + number + " " + message.length());
            return client.send("RETR " + number).rawMessage();
        }
    }

    @Test
    void dotsAtTheBeginningOfLinesAreDoubled() throws IOException {
        assertThat(retrieved("A: b\r\n\r\n.\r\n..x\r\n.x.\r\nx.\r\n"))
                .isEqualTo("A: b\r\n\r\n..\r\n...x\r\n..x.\r\nx.\r\n");
        assertThat(retrieved(".\r\n")).isEqualTo("..\r\n");
    }

    /** A client that ends lines at LF must not take part of a message for the end of it. */
    @Test
    void aBareLineFeedBeforeADotCannotEndTheMessage() throws IOException {
        assertThat(retrieved("A: b\r\n\r\nx\n.\r\n+OK 1 octets\r\n"))
                .isEqualTo("A: b\r\n\r\nx\n..\r\n+OK 1 octets\r\n");
        assertThat(retrieved("A: b\n\n.\n.\n")).isEqualTo("A: b\n\n..\n..\n\r\n");
    }

    @Test
    void aMessageWithoutALastLineEndIsEndedProperly() throws IOException {
        assertThat(retrieved("A: b\r\n\r\nx")).isEqualTo("A: b\r\n\r\nx\r\n");
        assertThat(retrieved("A: b\r\n\r\nx\r")).isEqualTo("A: b\r\n\r\nx\r\r\n");
        assertThat(retrieved("A: b\r\n\r\n.")).isEqualTo("A: b\r\n\r\n..\r\n");
        assertThat(retrieved("")).isEmpty();
    }

    /** Line ends and dots meet the borders of the pieces a message is sent in. */
    @Test
    void everyBorderBetweenPiecesIsSeenThrough() throws IOException {
        var random = new Random(5);
        String pieces = "\r\n.x";
        for (int i = 0; i < 12; i++) {
            var message = new StringBuilder("A: b\r\n\r\n");
            int length = Retr.CHUNK * (1 + i % 3) - 3 + i;
            while (message.length() < length) message.append(pieces.charAt(random.nextInt(pieces.length())));
            message.append("\r\n");
            String expected = ("\n" + message).replace("\n.", "\n..").substring(1);
            assertThat(retrieved(message.toString())).isEqualTo(expected);
        }
    }

    @Test
    void topCountsLinesAcrossPieces() throws IOException {
        String header = "Subject: x\r\nX-Long: " + "y".repeat(40_000) + "\r\n\r\n";
        server.deliver(header + ".line\r\n".repeat(10_000));
        try (Pop3Client client = server.signIn()) {
            assertThat(client.send("TOP 1 0").message()).isEqualTo(header);
            assertThat(client.send("TOP 1 5000").message()).isEqualTo(header + ".line\r\n".repeat(5000));
            assertThat(client.send("TOP 1 20000").message()).isEqualTo(header + ".line\r\n".repeat(10_000));
        }
    }
}
