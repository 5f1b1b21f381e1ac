package org.mailstead.texts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files of texts, and what is put into them. */
class TextsTest {
    private final Texts texts = Texts.beside(TextsTest.class, "whole");

    @Test
    void putsValuesWhereTheirNamesAre() {
        assertThat(texts.in(Language.ENGLISH, "port", Map.of("port", "993", "host", "mail.example.org")))
                .isEqualTo("Port 993 at mail.example.org, that's it");
        assertThat(texts.in(Language.GERMAN, "port", Map.of("port", "993", "host", "mail.example.org")))
                .isEqualTo("mail.example.org, Anschluss 993, für Geübte");
    }

    @Test
    void valuesAreNotLookedInto() {
        assertThat(texts.in(Language.ENGLISH, "port", Map.of("port", "{host}", "host", "$1 \\ {x}")))
                .isEqualTo("Port {host} at $1 \\ {x}, that's it");
    }

    @Test
    void whatIsMissingIsAMistakeOfOurs() {
        assertThatIllegalArgumentException().isThrownBy(() -> texts.in(Language.ENGLISH, "none"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> texts.in(Language.ENGLISH, "port", Map.of("port", "993")));
    }

    @Test
    void languagesMustHaveTheSameTexts() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Texts.beside(TextsTest.class, "lacking"))
                .withMessageContaining("goodbye");
        assertThatIllegalStateException()
                .isThrownBy(() -> Texts.beside(TextsTest.class, "misnamed"))
                .withMessageContaining("names in braces");
        assertThatIllegalStateException().isThrownBy(() -> Texts.beside(TextsTest.class, "nowhere"));
    }

    @Test
    void takesTheLanguageThatIsWantedMost() {
        assertThat(Language.accepted(null)).isEqualTo(Language.ENGLISH);
        assertThat(Language.accepted("de-AT,de;q=0.9,en;q=0.8")).isEqualTo(Language.GERMAN);
        assertThat(Language.accepted("fr,en;q=0.3,de;q=0.5")).isEqualTo(Language.GERMAN);
        assertThat(Language.accepted("de;q=0, en;q=0.1")).isEqualTo(Language.ENGLISH);
        assertThat(Language.accepted("fr")).isEqualTo(Language.ENGLISH);
        assertThat(Language.accepted(";;;=")).isEqualTo(Language.ENGLISH);
        assertThat(Language.accepted("de," + "x".repeat(600))).isEqualTo(Language.ENGLISH);
        assertThat(Language.of("DE-ch")).contains(Language.GERMAN);
        assertThat(Language.of("*")).contains(Language.ENGLISH);
        assertThat(Language.of("den")).isEmpty();
    }
}
