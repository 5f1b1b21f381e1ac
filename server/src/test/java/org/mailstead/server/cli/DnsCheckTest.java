package org.mailstead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command from the terminal to a DNS server over the network; what is judged how is for the tests of the zone. */
class DnsCheckTest {
    private static final String[] CHECK = {"dns", "check", "example.org", "--address", "192.0.2.1", "--resolver"};

    @TempDir
    Path folder = Path.of("");

    private TestTerminal terminal = new TestTerminal(Path.of(""));

    /** Without HTTPS, so that nothing is fetched from the network. */
    @BeforeEach
    void init() throws Exception {
        terminal = new TestTerminal(folder);
        assertThat(terminal.run("init", "example.org").exit()).isZero();
        Path file = folder.resolve("mailstead.toml");
        Files.writeString(file, Files.readString(file).replace("# https = 443", "https = \"off\""));
    }

    private String published() {
        return "example.org. IN NS ns.example.org.\n"
                + terminal.run("dns", "records", "example.org", "--zone", "--address", "192.0.2.1")
                        .out()
                        .replace("; in another zone: ", "");
    }

    private TestTerminal.Outcome check(NameServer server, String... more) {
        var arguments = new java.util.ArrayList<>(java.util.List.of(CHECK));
        arguments.add(server.address());
        arguments.addAll(java.util.List.of(more));
        return terminal.run(arguments.toArray(String[]::new));
    }

    @Test
    void whatIsPrintedAndPublishedIsFine() throws Exception {
        try (var server = new NameServer(published())) {
            var outcome = check(server);
            assertThat(outcome.out())
                    .startsWith("""
                            What the DNS says of example.org, served by mail.example.org

                              fine       DNSSEC example.org: its answers are not signed, or this machine's DNS servers drop signatures; \
                            TLSA records count for nothing then
                              fine       MX example.org: mail is brought to mail.example.org
                              fine       A/AAAA mail.example.org: 192.0.2.1
                              fine       PTR 192.0.2.1: leads back to mail.example.org
                              fine       SPF example.org: v=spf1 mx ~all
                              fine       SPF mail.example.org: v=spf1 a -all
                            """)
                    .contains("  fine       SRV _imaps._tcp.example.org: leads to mail.example.org, port 993\n")
                    .doesNotContain("!", "unknown")
                    .endsWith("\n\nNothing is wrong.\n");
            assertThat(outcome.exit()).isZero();
        }
    }

    @Test
    void whatIsWrongIsToldWithWhatToDo() throws Exception {
        String zone = published().replace("IN MX 10 mail.example.org.", "IN MX 10 old.example.org.");
        try (var server = new NameServer(zone)) {
            var outcome = check(server);
            assertThat(outcome.out())
                    .contains("! different  MX example.org: mail goes to old.example.org, not to this host\n"
                            + "             It has to be: 10 mail.example.org.\n")
                    .endsWith("\nTo be mended: 2, marked with \"!\".\n");
            assertThat(outcome.exit()).isEqualTo(1);
            assertThat(check(server, "--json").out())
                    .startsWith(
                            "{\"domain\":\"example.org\",\"well\":false,\"findings\":[{\"subject\":\"DNSSEC example.org\",")
                    .contains(
                            "{\"subject\":\"MX example.org\",\"state\":\"different\",\"wrong\":true,\"found\":\"mail goes to"
                                    + " old.example.org, not to this host\",\"advice\":\"It has to be: 10 mail.example.org.\"}");
        }
    }

    @Test
    void aDomainThatIsGoneIsOneLine() throws Exception {
        try (var server = new NameServer("other.test. IN A 192.0.2.1\n")) {
            var outcome = check(server);
            assertThat(outcome.out()).contains("! missing    domain example.org: there is no such domain in the DNS\n");
            assertThat(outcome.exit()).isEqualTo(1);
        }
    }

    @Test
    void aDnsServerThatIsNoneIsTold() {
        String[] wrong = {"dns", "check", "example.org", "--resolver", "here"};
        assertThat(terminal.run(wrong).err()).startsWith("\"here\" is not a DNS server with its port.");
        assertThat(terminal.run("dns", "check", "elsewhere.test").err())
                .startsWith("The domain elsewhere.test is not one of this server's.");
    }
}
