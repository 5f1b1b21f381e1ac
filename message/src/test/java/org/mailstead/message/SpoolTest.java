package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    @TempDir
    Path folder;

    @Test
    void smallStaysInMemoryAndLargeGoesToAFileThatIsRemoved() throws Exception {
        for (int size : new int[] {0, 1, Spool.MEMORY_BYTES, Spool.MEMORY_BYTES + 1, 3_000_000}) {
            byte[] content = new byte[size];
            new Random(size).nextBytes(content);
            try (var spool = new Spool(folder)) {
                for (int at = 0; at < size; at += 7000) spool.write(content, at, Math.min(7000, size - at));
                assertThat(spool.finish())
                        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(content))
                        .isEqualTo(spool.finish());
                assertThat(spool.length()).isEqualTo(size);
                for (int i = 0; i < 2; i++) {
                    try (var in = spool.open()) {
                        assertThat(in.readAllBytes()).isEqualTo(content);
                    }
                }
                assertThat(files()).isEqualTo(size > Spool.MEMORY_BYTES ? 1 : 0);
                assertThatThrownBy(() -> spool.write(1)).isInstanceOf(IOException.class);
            }
            assertThat(files()).isZero();
        }
    }

    @Test
    void theFileIsItsOwnersAlone() throws IOException {
        try (var spool = new Spool(folder)) {
            spool.write(new byte[Spool.MEMORY_BYTES + 1]);
            try (var list = Files.list(folder)) {
                Path file = list.findFirst().orElseThrow();
                if (!Files.getFileStore(file).supportsFileAttributeView("posix")) return;
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void whatCouldNotBeWrittenWholeIsNeverTakenForTheMessage() throws IOException {
        var spool = new Spool(folder.resolve("missing"));
        spool.write(new byte[100]);
        assertThatThrownBy(() -> spool.write(new byte[Spool.MEMORY_BYTES])).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> spool.write(1)).hasMessageContaining("could not be written");
        assertThatThrownBy(spool::finish).hasMessageContaining("could not be written");
        assertThatThrownBy(spool::open).hasMessageContaining("could not be written");
        spool.close();
        spool.close();
    }

    @Test
    void readingNeedsAFinishedMessageThatIsStillThere() throws IOException {
        var spool = new Spool(folder);
        spool.write('x');
        assertThatThrownBy(spool::open).hasMessageContaining("not finished");
        assertThat(spool.finish()).hasSize(32);
        spool.close();
        assertThatThrownBy(spool::open).hasMessageContaining("gone");
        assertThatThrownBy(spool::finish).hasMessageContaining("gone");
    }

    private long files() throws IOException {
        try (var list = Files.list(folder)) {
            return list.count();
        }
    }
}
