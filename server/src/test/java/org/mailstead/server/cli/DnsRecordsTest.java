package org.mailstead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DnsRecordsTest {
    @TempDir
    Path folder = Path.of("");

    private TestTerminal terminal = new TestTerminal(Path.of(""));

    @BeforeEach
    void init() {
        terminal = new TestTerminal(folder);
        assertThat(terminal.run("init", "example.org").exit()).isZero();
    }

    @Test
    void peopleGetAListForForms() {
        assertThat(terminal.run("dns", "records", "example.org", "--address", "192.0.2.1")
                        .out())
                .startsWith("""
                        Records for the DNS of example.org, served by mail.example.org

                        Needed: without these mail does not come, or is not trusted

                          MX     example.org
                                 10 mail.example.org.
                                 Mail for the domain is brought to this host.

                          A      mail.example.org
                                 192.0.2.1
                                 Where this host is.

                          PTR    1.2.0.192.in-addr.arpa
                        """)
                .contains("  SRV    _imaps._tcp.example.org\n         0 1 993 mail.example.org.\n")
                .endsWith("\nWhen they are published: mailstead dns check example.org\n");
    }

    @Test
    void zoneFilesGetLines() {
        var printed = terminal.run("dns", "records", "example.org", "--zone", "--address", "192.0.2.1")
                .out();
        assertThat(printed.lines().filter(line -> !line.isEmpty()))
                .allMatch(line -> line.startsWith("; ") || line.matches("[a-z0-9_.-]+\\. IN [A-Z]+ .+"));
        assertThat(printed)
                .contains("; in another zone: 1.2.0.192.in-addr.arpa. IN PTR mail.example.org.\n")
                .contains("\nexample.org. IN TXT \"v=spf1 mx ~all\"\n")
                .containsPattern(
                        "\nr\\d{8}\\._domainkey\\.example\\.org\\. IN TXT \"v=DKIM1; k=rsa; p=[^\"]{200,}\" \"");
        assertThat(terminal.run("dns", "records", "example.org", "--zone", "--tlsa-everywhere")
                        .out())
                .contains("_25._tcp.", "_465._tcp.", "_993._tcp.");
    }

    @Test
    void scriptsGetJson() {
        assertThat(terminal.run("dns", "records", "example.org", "--json", "--address", "2001:db8::1")
                        .out())
                .startsWith(
                        "{\"domain\":\"example.org\",\"host\":\"mail.example.org\",\"records\":[{\"name\":\"example.org\","
                                + "\"type\":\"MX\",\"value\":\"10 mail.example.org.\",\"line\":\"example.org. IN MX 10 mail.example.org.\","
                                + "\"need\":\"needed\",")
                .contains("\"type\":\"AAAA\",\"value\":\"2001:db8::1\"");
    }

    @Test
    void portsAndSwitchesOfTheConfigurationCount() throws Exception {
        Path file = folder.resolve("mailstead.toml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("# imaps = 993", "imaps = 1993")
                        .replace("# pop3s = 995", "pop3s = \"off\"")
                        .replace("# https = 443", "https = \"off\"")
                        .replace("# smarthost = \"\"", "smarthost = \"relay.test:25\""));
        assertThat(terminal.run("dns", "records", "example.org").out())
                .contains("0 1 1993 mail.example.org.", "relay.test")
                .contains("  SRV    _pop3s._tcp.example.org\n         0 0 0 .\n")
                .doesNotContain(" autoconfig");
    }

    @Test
    void whatIsNotOursIsASentence() {
        assertThat(terminal.run("dns", "records", "elsewhere.test").err())
                .isEqualTo("The domain elsewhere.test is not one of this server's. Add it with: mailstead domain add"
                        + " elsewhere.test\n");
        assertThat(terminal.run("dns", "records", "no domain").exit()).isEqualTo(1);
        assertThat(terminal.run("dns", "records", "example.org", "--address", "here")
                        .err())
                .startsWith("\"here\" is not a network address.");
        assertThat(terminal.run("dns", "records", "example.org", "--zone", "--table")
                        .exit())
                .isEqualTo(2);
    }
}
