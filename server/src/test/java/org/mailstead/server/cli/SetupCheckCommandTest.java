package org.mailstead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command from the terminal to a DNS server; what is found by whom is for the test of a whole server. */
class SetupCheckCommandTest {
    @TempDir
    Path folder = Path.of("");

    private TestTerminal terminal = new TestTerminal(Path.of(""));

    @BeforeEach
    void init() {
        terminal = new TestTerminal(folder);
        assertThat(terminal.run("init", "example.org").exit()).isZero();
    }

    @Test
    void whatNobodyFindsIsTold() throws Exception {
        try (var server = new NameServer(
                "example.org. IN MX 10 mail.example.org.\n" + "_imaps._tcp.example.org. IN SRV 0 0 0 .\n")) {
            var outcome = terminal.run("setup", "check", "example.org", "--resolver", server.address());
            assertThat(outcome.exit()).isEqualTo(1);
            assertThat(outcome.out())
                    .startsWith("What mail programs find for example.org\n\n! Thunderbird\n      nothing\n")
                    .contains("! Programs that ask for SRV records\n      nothing\n")
                    .contains("\nWhat is to be mended\n\n", "! Apple Mail: finds nothing.\n")
                    .endsWith("Records to publish: mailstead dns records example.org\n");
            assertThat(terminal.run("setup", "check", "example.org", "--json", "--resolver", server.address())
                            .out())
                    .startsWith(
                            "{\"domain\":\"example.org\",\"well\":false,\"programs\":[{\"program\":\"Thunderbird\",")
                    .contains("{\"place\":\"SRV records of example.org\",\"state\":\"nothing\",\"said\":\"nothing\",");
        }
    }

    @Test
    void mistakesAreSentences() {
        assertThat(terminal.run("setup", "check", "example").err())
                .isEqualTo("\"example\" is not a domain. Write it like example.org.\n");
        assertThat(terminal.run("setup", "check", "example.org", "--sign-in", "ann@example.net")
                        .err())
                .isEqualTo("ann@example.net is not an address of example.org.\n");
        assertThat(terminal.run("setup", "check", "example.org", "--sign-in", "ann")
                        .err())
                .isEqualTo("\"ann\" is not a mail address. Write it like ann@example.org.\n");
        assertThat(terminal.run("setup", "check", "example.org", "--sign-in", "ann@example.org")
                        .err())
                .isEqualTo("--ask needs a terminal. In a script use --password-stdin.\n");
    }
}
