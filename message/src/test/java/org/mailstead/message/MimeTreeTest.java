package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mailstead.message.MimeTree.Expected;

/** Trees made up at random are found again, byte for byte. */
class MimeTreeTest {
    @Test
    void whatWasWrittenIsFound() {
        for (int seed = 0; seed < 3000; seed++) {
            var written = MimeTree.random(new Random(seed));
            var scanned = Scanned.of(written.message());
            assertThat(Expected.of(scanned.index().root()))
                    .as("seed %d:%n%s", seed, new String(written.message(), StandardCharsets.ISO_8859_1))
                    .isEqualTo(written.expected());
            scanned.check();
        }
    }

    @Test
    void itDoesNotMatterInWhichPiecesAMessageArrives() throws IOException {
        for (int seed = 0; seed < 300; seed++) {
            byte[] message = MimeTree.random(new Random(seed)).message();
            assertThat(MessageIndex.scan(new Dribble(message, new Random(seed))))
                    .isEqualTo(MessageIndex.scan(message));
        }
    }

    /** Gives one to three bytes at a time. */
    private static final class Dribble extends InputStream {
        private final ByteArrayInputStream bytes;
        private final Random random;

        Dribble(byte[] bytes, Random random) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int count) {
            return bytes.read(into, offset, Math.min(count, 1 + random.nextInt(3)));
        }
    }
}
