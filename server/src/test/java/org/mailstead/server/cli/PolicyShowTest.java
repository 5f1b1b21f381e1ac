package org.mailstead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyShowTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void theChecksAreShownAsTheyAreConfigured() throws Exception {
        var terminal = new TestTerminal(folder);
        terminal.run("init", "example.org");
        Path file = folder.resolve("mailstead.toml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("# dmarc = \"enforce\"", "dmarc = \"report\"\nexempt = [\"10.0.0.0/8\"]"));
        assertThat(terminal.run("policy", "show").out())
                .startsWith(
                        "Mail from other servers\n\n 1. own-name     hello     on\n    A client that calls itself by")
                .contains("dmarc        message   on\n")
                .contains("    receiving.dmarc = report\n")
                .contains("Exempt: 10.0.0.0/8\n");
        assertThat(terminal.run("policy", "show", "--json").out())
                .startsWith(
                        "{\"fromServers\":[{\"name\":\"own-name\",\"stage\":\"hello\",\"on\":true,\"does\":\"A client");
    }
}
