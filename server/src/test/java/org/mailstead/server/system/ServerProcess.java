package org.mailstead.server.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.mailstead.server.cli.Main;

/** The program in a process of its own, as a person starts it. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final BufferedReader out;
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final Thread errReader;

    private ServerProcess(Process process) {
        this.process = process;
        out = process.inputReader(StandardCharsets.UTF_8);
        errReader = Thread.ofVirtual().start(() -> {
            try (var reader = process.errorReader(StandardCharsets.UTF_8)) {
                reader.lines().forEach(err::add);
            } catch (IOException | UncheckedIOException e) {
                err.add("(no more: " + e.getMessage() + ")");
            }
        });
    }

    /** @param folder the current folder of the process */
    public static ServerProcess start(Path folder, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                // What a process that is killed leaves behind goes with the test's folder.
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ServerProcess(
                new ProcessBuilder(command).directory(folder.toFile()).start());
    }

    /** The first line it prints: with {@code demo --json} what a script needs to know, printed when it is ready. */
    public String firstLine() throws IOException {
        String line = out.readLine();
        if (line == null) throw new IOException("it ended without a word: " + err());
        return line;
    }

    /** A port out of the line of {@code demo --json}, for example of {@code imap} the {@code tls} one. */
    public static int port(String json, String protocol, String kind) {
        var found = Pattern.compile("\"" + protocol + "\":\\{[^}]*\"" + kind + "\":(\\d+)")
                .matcher(json);
        if (!found.find()) throw new IllegalArgumentException(json);
        return Integer.parseInt(found.group(1));
    }

    public String err() {
        return String.join("\n", err) + (err.isEmpty() ? "" : "\n");
    }

    /** As Ctrl-C or the system does it. Returns the exit code. */
    public int stop() throws InterruptedException {
        // Not process.destroy(), which closes the pipes before the last words are read.
        process.toHandle().destroy();
        return exitCode();
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        exitCode();
    }

    public int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
            throw new AssertionError("it does not end: " + err());
        errReader.join();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
