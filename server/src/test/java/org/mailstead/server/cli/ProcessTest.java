package org.mailstead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.server.system.Client;
import org.mailstead.server.system.ServerProcess;

/** What only whole processes show: starting twice, stopping, commands beside a server. */
class ProcessTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aDemoKeepsItsAccountsAndStopsCleanly() throws Exception {
        String first;
        try (var demo =
                ServerProcess.start(folder, "demo", "--json", "--data", "demo", "--accounts", "3", "--password", "p")) {
            first = demo.firstLine();
            assertThat(first)
                    .matches("\\{\"accounts\":\\[\\{\"address\":\"ann@example.test\",\"password\":\"[^\"]+\"},"
                            + "\\{\"address\":\"bob@example.test\",\"password\":\"[^\"]+\"},"
                            + "\\{\"address\":\"user0001@example.test\",\"password\":\"p\"},.*],"
                            + "\"smtp\":\\{\"host\":\"127.0.0.1\",\"mx\":\\d+,\"starttls\":\\d+,\"tls\":\\d+},"
                            + "\"imap\":\\{\"host\":\"127.0.0.1\",\"starttls\":\\d+,\"tls\":\\d+},"
                            + "\"pop3\":\\{\"host\":\"127.0.0.1\",\"starttls\":\\d+,\"tls\":\\d+},"
                            + "\"web\":\\{\"host\":\"127.0.0.1\",\"http\":\\d+,\"https\":\\d+},\"pid\":\\d+}");
            signIn(first, "user0003@example.test", "p");
            assertThat(demo.stop()).as(demo.err()).isZero();
            assertThat(demo.err()).contains("stopped").doesNotContain("ERROR", "WARN");
        }
        Path memory = folder.resolve("demo/demo.properties");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(memory)))
                .isEqualTo("rw-------");
        try (var demo = ServerProcess.start(folder, "demo", "--json", "--data", "demo")) {
            String second = demo.firstLine();
            String accounts = first.substring(0, first.indexOf(",{\"address\":\"user0001"));
            assertThat(second).startsWith(accounts);
            signIn(second, "user0001@example.test", "p");
        }
    }

    private static void signIn(String json, String user, String password) throws Exception {
        try (var imap = Client.connectTls(ServerProcess.port(json, "imap", "tls"))) {
            imap.line();
            imap.send("a LOGIN " + user + " " + password + "\r\n");
            assertThat(imap.line().orElse("")).startsWith("a OK");
        }
    }

    @Test
    void commandsReachAServerThatRuns() throws Exception {
        var terminal = new TestTerminal(folder);
        terminal.run("init", "example.org");
        freePorts();
        try (var server = ServerProcess.start(folder, "serve")) {
            waitFor(folder.resolve("mailstead-data/control.json"));
            assertThat(terminal.run("account", "add", "ann@example.org").out()).startsWith("Added the account");
            assertThat(terminal.runWithInput(
                            "chosen by ann\n", "account", "password", "ann@example.org", "--password-stdin"))
                    .isEqualTo(new TestTerminal.Outcome(0, "Changed the password of ann@example.org.\n", ""));
            assertThat(terminal.run("account", "add", "ann@example.org"))
                    .extracting(TestTerminal.Outcome::exit)
                    .isEqualTo(1);
            assertThat(terminal.run("reload").out()).isEqualTo("The certificate has been read again.\n");
            assertThat(terminal.run("domain", "list", "--json").out()).isEqualTo("[\"example.org\"]\n");

            try (var second = ServerProcess.start(folder, "serve")) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.err())
                        .matches("The data folder " + folder.resolve("mailstead-data")
                                + " is in use by another Mailstead \\(process \\d+\\)\\. Stop that one first, or name"
                                + " another folder with --data\\.\n");
            }
            assertThat(server.stop()).isZero();
            assertThat(server.err()).doesNotContain("chosen by ann");
        }
        assertThat(folder.resolve("mailstead-data/control.json")).doesNotExist();
        assertThat(terminal.run("account", "list").out()).isEqualTo("ann@example.org\n");
    }

    @Test
    void aPortInUseIsASentence() throws Exception {
        var terminal = new TestTerminal(folder);
        terminal.run("init", "example.org");
        freePorts();
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = folder.resolve("mailstead.toml");
            Files.writeString(
                    file, Files.readString(file).replaceAll("(?m)^imap = 0", "imap = " + taken.getLocalPort()));
            try (var server = ServerProcess.start(folder, "serve")) {
                assertThat(server.exitCode()).isEqualTo(1);
                assertThat(server.err())
                        .startsWith("Cannot open port " + taken.getLocalPort() + " on 127.0.0.1 (setting listen.imap): "
                                + "another program is using it.")
                        .doesNotContain("Exception");
            }
        }
    }

    @Test
    void anUnknownSettingIsASentence() throws Exception {
        Files.writeString(folder.resolve("mailstead.toml"), "data = \"d\"\nhostnam = \"mail.example.org\"\n");
        try (var server = ServerProcess.start(folder, "serve")) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.err())
                    .isEqualTo(folder.resolve("mailstead.toml") + ", line 2, column 1: there is no setting \"hostnam\"."
                            + " Did you mean \"hostname\"? All settings are listed in docs/configuration.md.\n");
        }
    }

    private static void waitFor(Path file) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!Files.exists(file)) {
            assertThat(System.nanoTime()).as("time for " + file + " to appear").isLessThan(end);
            Thread.sleep(20);
        }
    }

    private void freePorts() throws Exception {
        Path file = folder.resolve("mailstead.toml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceAll(
                                "(?m)^# (smtp|submissions?|submission-alternative|imaps?|pop3s?|https?) = \\d+$",
                                "$1 = 0")
                        .replace("# addresses = [\"*\"]", "addresses = [\"127.0.0.1\"]"));
    }
}
