package org.mailstead.texts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainLettersTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '#',
            value = {
                "plain \"text\" 123, plain \"text\" 123",
                "für den Empfang, fuer den Empfang",
                "Übergrößen: Ärger öfter, Uebergroessen: Aerger oefter",
                "fu\u0308r, fuer",
                "„Telefon“ – ja, \"Telefon\" - ja",
                "café, cafe",
                "Ωμ \uD83D\uDE00, ?? ?"
            })
    void onlyAsciiIsLeft(String text, String plain) {
        assertThat(PlainLetters.of(text)).isEqualTo(plain);
    }
}
