package org.mailstead.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SoughtTextTest {
    @Test
    void fuzzyFindsSlipsAccentsAndBeginnings() {
        String subject = "Einladung zur Hauptversammlung in Zürich";
        assertThat(SoughtText.about("Hauptversammlung").closeness(subject)).isEqualTo(100);
        assertThat(SoughtText.about("zurich einladung").closeness(subject)).isEqualTo(100);
        assertThat(SoughtText.about("hauptvers").closeness(subject)).isBetween(80, 99);
        assertThat(SoughtText.about("Hauptvresammlung").closeness(subject)).isBetween(50, 99);
        assertThat(SoughtText.about("Hauptversamlun").isIn(subject)).isTrue();
        assertThat(SoughtText.about("Zurcih").isIn(subject)).isTrue();
        assertThat(SoughtText.about("im").isIn(subject)).isFalse();
        assertThat(SoughtText.about("Hauptbahnhof").isIn(subject)).isFalse();
        assertThat(SoughtText.about("Einladung nach Genf").isIn(subject)).isFalse();
        assertThat(SoughtText.about("").isIn(subject)).isTrue();
        assertThat(SoughtText.about("").isIn("")).isTrue();
        assertThat(SoughtText.about("versammlung").isIn(subject)).isTrue();
        assertThat(SoughtText.about("mm").isIn(subject)).as("as it is").isTrue();
        assertThat(SoughtText.about("STRASSE").closeness("Hauptstraße 3")).isBetween(80, 100);
        assertThat(SoughtText.about("会議室").isIn("明日の会議室について")).isTrue();
    }

    @Test
    void whatHasNoWordsIsFoundAsItIs() {
        assertThat(SoughtText.about("!!!").isIn("Help!!!")).isTrue();
        assertThat(SoughtText.about("!!!").isIn("Help!")).isFalse();
        assertThat(SoughtText.about("😀").isIn("Hello 😀")).isTrue();
    }

    @Test
    void closerIsHigher() {
        int whole = SoughtText.about("budget report").closeness("the budget report");
        int slip = SoughtText.about("budget report").closeness("the budgte report");
        int two = SoughtText.about("budget report").closeness("the budgte reporx");
        assertThat(whole).isGreaterThan(slip);
        assertThat(slip).isGreaterThan(two);
        assertThat(two).isPositive();
    }

    @Test
    void exactKnowsNoSlips() {
        assertThat(SoughtText.exactly("GRÜSSE").isIn("Viele Grüße")).isTrue();
        assertThat(SoughtText.exactly("grusse").isIn("Viele Grüße")).isFalse();
    }

    /** A long text of long words must not take long. */
    @Test
    void longTextsAreBounded() {
        String text = "abcdefghijklmnopqrstuvwxyz ".repeat(20_000);
        assertThat(SoughtText.about("bcdefghijklmnopqrstuvwxyza ".repeat(40)).isIn(text))
                .isTrue();
    }
}
