package org.mailstead.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

/** Whatever stands in the file: it is taken, or the person hears a sentence. */
class ConfigurationFuzzTest {
    private static final Path FILE = Path.of("/etc/mailstead/mailstead.toml");

    @Test
    void damagedFilesAreRefusedInWords() {
        byte[] good = ConfigurationText.newFile("mail.example.org", "/var/lib/mailstead")
                .replace("# ", "")
                .getBytes(StandardCharsets.UTF_8);
        Mutator.run(
                11,
                2_000,
                List.of(good),
                List.of("=", "[[", "]]", "'''", "\"\"\"", "listen.", "0x", "1979-05-27", "\\u0000", "inf", "{}"),
                ConfigurationFuzzTest::read);
    }

    private static void read(byte[] bytes) {
        try {
            ConfigurationFile.parse(FILE, new String(bytes, StandardCharsets.UTF_8));
        } catch (ConfigurationException e) {
            assertThat(e.getMessage()).startsWith(FILE.toString()).doesNotContain("Exception");
        }
    }
}
