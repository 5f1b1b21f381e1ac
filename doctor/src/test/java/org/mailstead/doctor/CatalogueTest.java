package org.mailstead.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailstead.texts.Language;

/** The page of all cases is made from their texts. */
class CatalogueTest {
    private static final Path PAGE = Path.of("../docs/cases.md");

    @Test
    void thePageIsUpToDate() throws IOException {
        String page = Catalogue.page();
        if (Boolean.getBoolean("mailstead.regenerate")) Files.writeString(PAGE, page);
        assertThat(PAGE)
                .as("make it anew: mvn -q -pl doctor -am test -Dtest=CatalogueTest -Dmailstead.regenerate=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .hasContent(page);
    }

    @Test
    void everyCaseHasAllTexts() {
        for (Case each : Case.values())
            for (Language language : Language.values())
                for (String part : new String[] {".title", ".says", ".do", ".then"})
                    assertThat(CaseText.raw(language, each.code() + part)).isNotBlank();
    }

    @Test
    void codesAreInOrderAndFoundInAnyCaseOfLetters() {
        var codes = Stream.of(Case.values()).map(Case::code).toList();
        assertThat(codes).isSorted().doesNotHaveDuplicates().hasSize(63);
        assertThat(Case.of("d24")).contains(Case.BROWSER_SIGN_IN_ONLY);
        assertThat(Case.of("D99")).isEmpty();
    }
}
