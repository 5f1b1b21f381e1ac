package org.mailstead.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.IDN;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MisspellingTest {
    private final ProviderTable table = ProviderTable.builtIn();

    @ParameterizedTest
    @CsvSource({
        "gmial.com, gmail.com",
        "gmai.com, gmail.com",
        "gmaill.com, gmail.com",
        "gnail.com, gmail.com",
        "gmail.con, gmail.com",
        "gmail.co, gmail.com",
        "gmailcom, gmail.com",
        "Gmail.Cmo., gmail.com",
        "hotmial.com, hotmail.com",
        "hotnail.com, hotmail.com",
        "hotmail.dee, hotmail.de",
        "outlok.com, outlook.com",
        "outloook.com, outlook.com",
        "yahooo.com, yahoo.com",
        "yaho.com, yahoo.com",
        "iclod.com, icloud.com",
        "t-onlin.de, t-online.de",
        "gxm.de, gmx.de",
        "gmx.ed, gmx.de",
        "wweb.de, web.de",
        "live.con, live.com"
    })
    void oneSlipAway(String typed, String meant) {
        assertThat(table.meant(typed)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "gm\u0430il.com, gmail.com",
        "\u0435b.de, ''",
        "g\u043e\u043egl\u0435mail.c\u043em, googlemail.com",
        "gm\u00e4il.com, gmail.com",
        "gma1l.com, gmail.com",
        "0utl00k.com, outlook.com",
        "hotrnail.com, hotmail.com"
    })
    void lettersThatLookTheSame(String typed, String meant) {
        if (meant.isEmpty()) {
            assertThat(table.meant(typed)).isEmpty();
            return;
        }
        assertThat(table.meant(typed)).contains(meant);
        assertThat(table.lookAlike(typed)).contains(meant);
        assertThat(table.meant(IDN.toASCII(typed, IDN.ALLOW_UNASSIGNED))).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gmail.com",
                "googlemail.com",
                "email.com",
                "ymail.com",
                "hotmail.de",
                "example.org",
                "line.com",
                "we.com",
                "wed.de",
                "gmb.de",
                "mail.de",
                "gmail.example.com",
                "",
                ".",
                "xn--a",
                "a b"
            })
    void othersWereMeantAsTheyAre(String typed) {
        assertThat(table.meant(typed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gmail.com", "gmial.com", "outlok.com", "example.org", ""})
    void othersDoNotOnlyLookTheSame(String typed) {
        assertThat(table.lookAlike(typed)).isEmpty();
    }

    @Test
    void whatIsSuggestedIsInTheTable() {
        assertThat(Misspelling.POPULAR)
                .doesNotHaveDuplicates()
                .allSatisfy(each -> assertThat(table.byDomain(each)).as(each).isPresent());
    }
}
