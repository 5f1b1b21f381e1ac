package org.mailstead.server.transcript;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.server.system.TestServer;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionStore;
import org.mailstead.store.rocksdb.RocksSettings;
import org.mailstead.store.rocksdb.RocksStore;

/**
 * Plays every transcript on both engines, and on both kinds of connection where it is for both: each way once, not each engine over
 * each, since the store does not know how its words came. {@code -Dtranscript=imap/fetch} plays some.
 */
class TranscriptTest {
    private static final Path FOLDER = Path.of("..", "transcripts");

    @TempDir
    static Path temporary = Path.of("");

    private enum Engine {
        MEMORY,
        ROCKSDB;

        /** Whether it is played over TLS. */
        boolean tls(Transcript transcript) {
            boolean wanted = this == ROCKSDB;
            return transcript.runsOn(wanted) ? wanted : !wanted;
        }
    }

    @BeforeAll
    static void makeCertificate() throws IOException {
        TestServer.makeCertificate(temporary);
    }

    @TestFactory
    Stream<DynamicNode> transcripts() throws IOException {
        String wanted = System.getProperty("transcript", "");
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files
                    .filter(file -> file.toString().endsWith(".txt"))
                    .filter(file -> FOLDER.relativize(file).toString().contains(wanted))
                    .sorted()
                    .toList()
                    .stream()
                    .map(TranscriptTest::tests);
        }
    }

    private static DynamicNode tests(Path file) {
        String name = FOLDER.relativize(file).toString();
        List<DynamicTest> tests = new ArrayList<>();
        try {
            var transcript = TranscriptReader.read(FOLDER, file);
            for (var engine : Engine.values()) {
                boolean tls = engine.tls(transcript);
                tests.add(DynamicTest.dynamicTest(
                        engine + (tls ? " over TLS" : ""), () -> play(transcript, engine, tls)));
            }
        } catch (IOException | RuntimeException e) {
            tests.add(DynamicTest.dynamicTest("can be read", () -> {
                throw e;
            }));
        }
        return DynamicContainer.dynamicContainer(name, tests);
    }

    private static void play(Transcript transcript, Engine engine, boolean tls) throws IOException {
        try (var stage = new Stage(open(engine), temporary, transcript.scene());
                var performance = new Performance(transcript, stage.ports(), stage.kept(), tls)) {
            performance.play();
        }
    }

    private static PartitionStore open(Engine engine) throws IOException {
        return switch (engine) {
            case MEMORY -> new MemoryStore(TestServer.CLOCK);
            case ROCKSDB ->
                RocksStore.open(Files.createTempDirectory(temporary, "store"), RocksSettings.SMALL, TestServer.CLOCK);
        };
    }
}
