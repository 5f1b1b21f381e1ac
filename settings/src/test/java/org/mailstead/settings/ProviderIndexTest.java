package org.mailstead.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is made from the files of the table. Apart from the tests of the table, which needs the index. */
class ProviderIndexTest {
    private static final String LIST = "Made from the files by the test.\n\n";

    @Test
    void theIndexIsThatOfTheFiles() throws Exception {
        Path index = ProviderFiles.FOLDER.resolve(ProviderIndex.FILE);
        String text = ProviderIndex.text(ProviderFiles.read());
        if (Boolean.getBoolean("mailstead.regenerate")) Files.writeString(index, text);
        assertThat(index)
                .as("make it anew: mvn -q -pl settings -am test -Dtest=ProviderIndexTest -Dmailstead.regenerate=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .hasContent(text);
    }

    /** What stands on the page behind its heading is made from the files. */
    @Test
    void thePageListsThemAll() throws Exception {
        Path page = Path.of("..", "docs", "providers.md");
        String old = Files.readString(page);
        String text = old.substring(0, old.indexOf(LIST) + LIST.length()) + list(ProviderFiles.read());
        if (Boolean.getBoolean("mailstead.regenerate")) Files.writeString(page, text);
        assertThat(page).hasContent(text);
    }

    private static String list(List<Provider> providers) {
        var list = new StringBuilder("""
                | id | name | domains | hosts for mail | takes | checked |
                |---|---|---|---|---|---|
                """);
        for (var each : providers) {
            String takes = each.secrets().stream()
                    .map(secret -> FactTable.word(secret).replace('-', ' '))
                    .collect(Collectors.joining(", "));
            list.append("| `%s` | %s | %d | %d | %s | %s |\n"
                    .formatted(
                            each.id(),
                            each.name(),
                            each.domains().size(),
                            each.mailHosts().size(),
                            takes.isEmpty() ? "-" : takes,
                            each.checked()));
        }
        return list.toString();
    }
}
