package org.mailstead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program in docs/embedding.md, compiled as it stands there and run as somebody else's. */
@Timeout(120)
class EmbeddingTest {
    private static final Path PAGE = Path.of("../docs/embedding.md");
    private static final String CLASSES = System.getProperty("java.class.path");

    @TempDir
    Path folder;

    @BeforeEach
    void compile() throws Exception {
        Matcher code = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertThat(code.find()).isTrue();
        Path source = Files.writeString(folder.resolve("WhyNoMail.java"), code.group(1));
        var compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        var files = compiler.getStandardFileManager(null, null, null);
        boolean compiled = compiler.getTask(
                        said,
                        files,
                        null,
                        List.of("-proc:none", "-d", folder.toString(), "-cp", CLASSES),
                        null,
                        files.getJavaFileObjects(source))
                .call();
        files.close();
        assertThat(compiled).as(said::toString).isTrue();
    }

    private String run(String address, NameServer names) throws Exception {
        String port = names.address().substring(names.address().indexOf(':') + 1);
        Path said = folder.resolve("said");
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        CLASSES + System.getProperty("path.separator") + folder,
                        "WhyNoMail",
                        address,
                        port)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(program.waitFor(100, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(said);
        assertThat(program.exitValue()).as(text).isZero();
        return text;
    }

    @Test
    void aDomainThatIsNotThere() throws Exception {
        try (var names = new NameServer("other.test. IN MX 10 mail.other.test.\n")) {
            assertThat(run("ann@gone-for-good.test", names))
                    .contains("D02 DOMAIN_WITHOUT_MAIL")
                    .contains("Nobody can have a mailbox at \"gone-for-good.test\"")
                    .contains("took ");
        }
    }

    /** No name of a stranger's leads it to this machine. */
    @Test
    void settingsAreFoundAndTried() throws Exception {
        try (var names = new NameServer("""
                example.test. IN MX 10 mail.example.test.
                mail.example.test. IN A 127.0.0.1
                _imaps._tcp.example.test. IN SRV 0 1 993 mail.example.test.
                _submissions._tcp.example.test. IN SRV 0 1 465 mail.example.test.
                """)) {
            assertThat(run("ann@example.test", names))
                    .contains("D05 NAME_HIDDEN")
                    .contains("host     mail.example.test");
        }
    }
}
