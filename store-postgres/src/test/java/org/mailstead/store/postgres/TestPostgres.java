package org.mailstead.store.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL of this machine's, started in a folder of its own. */
final class TestPostgres implements AutoCloseable {
    static final String USER = "mailstead";
    static final String PASSWORD = "correct horse";

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final Path folder;
    private final Path programs;
    private final int port;

    private TestPostgres(Path folder, Path programs, int port) {
        this.folder = folder;
        this.programs = programs;
        this.port = port;
    }

    /** Makes one with nothing in it, and starts it. */
    static TestPostgres start(Path folder) throws IOException, InterruptedException {
        Path programs = PostgresPrograms.find(folder.resolve("programs"));
        var server = new TestPostgres(folder.resolve("postgres"), programs, freePort());
        Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        server.run(
                "initdb",
                "--pgdata=" + server.folder,
                "--username=" + USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C");
        Files.writeString(server.folder.resolve("postgresql.conf"), """
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                shared_buffers = 32MB
                max_connections = 60
                """.formatted(server.port));
        server.start();
        return server;
    }

    void start() throws IOException, InterruptedException {
        run("pg_ctl", "--pgdata=" + folder, "--log=" + folder.resolve("log"), "--wait", "start");
    }

    /** @param mode {@code fast} to end as it should, {@code immediate} as a crash does */
    void stop(String mode) throws IOException, InterruptedException {
        run("pg_ctl", "--pgdata=" + folder, "--wait", "--mode=" + mode, "stop");
    }

    int port() {
        return port;
    }

    String url() {
        return "postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** For a store of its own in it. */
    PostgresSettings settings() {
        var standard = PostgresSettings.standard(url(), USER, PASSWORD);
        return with(standard, "test" + SCHEMAS.incrementAndGet(), standard.url());
    }

    static PostgresSettings with(PostgresSettings settings, String schema, String url) {
        return new PostgresSettings(
                url,
                settings.user(),
                settings.password(),
                schema,
                settings.connections(),
                settings.patience(),
                settings.pollEvery());
    }

    /** PostgreSQL does not run as root, so it is made to believe in another user, whose number is that of nobody. */
    private void run(String program, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) command.addAll(List.of("unshare", "--user"));
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Path said = Files.createTempFile("postgres", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(program + " did not end:\n" + Files.readString(said));
        }
        String text = Files.readString(said);
        Files.delete(said);
        if (process.exitValue() != 0) throw new AssertionError(program + " failed:\n" + text);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stop("immediate");
    }
}
