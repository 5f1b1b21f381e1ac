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
        assertThat(SoughtText.about(", .").isIn("")).isTrue();
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
