package org.mailstead.exports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.exports.Export.ExportFile;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.texts.Language;

/**
 * All that every program is told about accounts of each kind, word for word. The files are made anew with
 * {@code -Dmailstead.regenerate=true}, and read in a review.
 */
class GoldenExportsTest {
    private static final Path FOLDER = Path.of("src/test/resources/org/mailstead/exports/golden");

    @ParameterizedTest
    @CsvSource({
        "own, ENGLISH, ''",
        "own, ENGLISH, POP3",
        "gmail, ENGLISH, ''",
        "microsoft, ENGLISH, ''",
        "microsoft, GERMAN, ''",
        "pop3, ENGLISH, ''",
        "local-part, ENGLISH, ''",
        "local-part, GERMAN, ''",
        "idn, ENGLISH, ''"
    })
    void everyProgramIsToldTheSame(String kind, Language language, String protocol) throws IOException {
        var account = Optional.ofNullable(Accounts.all().get(kind)).orElseThrow();
        var reading = Stream.of(Protocol.values())
                .filter(each -> each.name().equals(protocol))
                .findFirst();
        var said = new StringBuilder();
        for (ExportProgram program : Exports.all()) {
            said.append("=== ").append(program.word()).append('\n');
            try {
                said(said, program.export(account, new Wish(language, reading, PasswordSource.PASS)));
            } catch (UnfitSettings e) {
                said.append("unfit: ").append(e.getMessage()).append('\n');
            }
            said.append('\n');
        }
        String name = Stream.of(kind, language.tag(), protocol.toLowerCase(java.util.Locale.ROOT))
                .filter(each -> !each.isEmpty())
                .reduce("", (one, other) -> one.isEmpty() ? other : one + "-" + other);
        Path golden = FOLDER.resolve(name + ".txt");
        if (Boolean.getBoolean("mailstead.regenerate")) Files.writeString(golden, said);
        assertThat(said.toString()).isEqualTo(Files.readString(golden));
    }

    private static void said(StringBuilder said, Export export) {
        said.append(export.isRefused() ? "refused\n" : "").append(export.text());
        export.code().ifPresent(code -> said.append("code: ").append(code).append('\n'));
        for (ExportFile file : export.files()) {
            said.append("--- ")
                    .append(file.name())
                    .append(", ")
                    .append(file.mediaType())
                    .append('\n');
            if (!file.mediaType().startsWith("image/")) said.append(file.text().replace("\r\n", "\n"));
        }
    }
}
