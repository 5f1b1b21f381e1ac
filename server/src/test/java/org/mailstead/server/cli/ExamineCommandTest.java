package org.mailstead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.statuspage.Desktop;

/** What is wrong with a command line is said before anybody is asked for a password, and without a network. */
class ExamineCommandTest {
    @TempDir
    Path folder = Path.of("");

    private TestTerminal terminal = new TestTerminal(Path.of(""));

    @BeforeEach
    void begin() {
        terminal = new TestTerminal(folder);
    }

    @Test
    void mistakesAreSaid() {
        assertThat(terminal.run("doctor").err()).startsWith("Which address? Write it behind the command");
        assertThat(terminal.run("doctor", "ann@example.org", "--from-server", "http://m.test")
                        .err())
                .startsWith("--from-server: \"http://m.test\" is not the address of a server. Write it like https://");
        assertThat(terminal.run("doctor", "ann@example.org", "--watch", "--json")
                        .err())
                .startsWith("--watch is for people");
    }

    @Test
    void aBrowserIsOpenedWhereThereIsADesktop() {
        assertThat(Desktop.of("Linux", Map.of()).map(Desktop::opening)).isEmpty();
        assertThat(Desktop.of("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0")).map(Desktop::opening))
                .contains(List.of("xdg-open"));
        assertThat(Desktop.of("Linux", Map.of("DISPLAY", ":0")).map(Desktop::opening))
                .contains(List.of("xdg-open"));
        assertThat(Desktop.of("Mac OS X", Map.of()).map(Desktop::opening)).contains(List.of("open"));
        assertThat(Desktop.of("Windows 11", Map.of()).map(Desktop::opening).orElseThrow())
                .contains("rundll32");
    }
}
