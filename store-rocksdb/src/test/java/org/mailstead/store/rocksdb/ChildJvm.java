package org.mailstead.store.rocksdb;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A second Java process with the class path of the tests. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    /** The native library is unpacked there, 17 MB that a process which is killed leaves behind. */
    private final Path temporary;

    private ChildJvm(Process process, Path temporary) {
        this.process = process;
        this.temporary = temporary;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static ChildJvm start(Class<?> main, String... arguments) throws IOException {
        Path temporary = Files.createTempDirectory("child-jvm");
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ChildJvm(
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start(),
                temporary);
    }

    BufferedReader out() {
        return out;
    }

    Process process() {
        return process;
    }

    /** Ends it at once, as a power cut would end the process. */
    void kill() throws InterruptedException {
        // By the handle: the method of Process also closes the pipe, with lines still in it.
        process.toHandle().destroyForcibly();
        if (!process.waitFor(30, TimeUnit.SECONDS)) throw new AssertionError("the process does not end");
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        out.close();
        process.onExit().join();
        try (var left = Files.list(temporary)) {
            for (Path file : left.toList()) Files.deleteIfExists(file);
        }
        Files.delete(temporary);
    }
}
