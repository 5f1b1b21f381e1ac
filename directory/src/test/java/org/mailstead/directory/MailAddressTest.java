package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', textBlock = """
                    ann@example.test          , ann@example.test
                    Ann.Lee@Example.TEST.     , ann.lee@example.test
                    ann+list@example.test     , ann+list@example.test
                    o'neil!#$%&*/=?^_`{|}~~@x.y, o'neil!#$%&*/=?^_`{|}~~@x.y
                    "ann"@example.test        , ann@example.test
                    "a b"@example.test        , "a b"@example.test
                    "a\\@b"@example.test      , "a@b"@example.test
                    "a@b"@example.test        , "a@b"@example.test
                    "q\\"q"@example.test      , "q\\"q"@example.test
                    "a..b"@example.test       , "a..b"@example.test
                    BÜCHER@bücher.example     , bücher@bücher.example
                    ann@xn--bcher-kva.example , ann@bücher.example
                    ann@BÜCHER。example       , ann@bücher.example
                    ann@localhost             , ann@localhost
                    """)
    void oneFormForEachAddress(String typed, String expected) {
        assertThat(MailAddress.parse(typed)).map(MailAddress::toString).contains(expected);
        assertThat(MailAddress.parse(expected)).isEqualTo(MailAddress.parse(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "ann",
                "ann@",
                "@example.test",
                "ann@@example.test",
                "a b@example.test",
                ".ann@x.y",
                "ann.@x.y",
                "a..b@x.y",
                "ann@x..y",
                "ann@.x",
                "ann@-x.y",
                "ann@x-.y",
                "ann@[127.0.0.1]",
                "ann@x y",
                "\"@x.y",
                "\"\"@x.y",
                "\"a\\\"@x.y",
                "\"a\"b\"@x.y",
                "a\"b@x.y",
                "ann\r\n@x.y",
                "\"a\r\nb\"@x.y",
                "ann@x.y\r\n",
                "a\0b@x.y",
                "\"a\0b\"@x.y",
                "ann@x\0.y",
                "a\u200bb@x.y",
                "a\u202eb@x.y",
                "a\u2028b@x.y",
                "a\u00a0b@x.y",
                "ann@x\u00ad.y",
                "a\ud800b@x.y",
                "ann@xn--a.y",
                "ann@xn--.y",
                "ann@xn--ann-.y",
                "<ann@x.y>",
                "ann@x.y,bob@x.y",
                "ann@x.y>",
                "ann@\u0301x.y"
            })
    void whatIsNoAddressIsRefused(String typed) {
        assertThat(MailAddress.parse(typed)).isEmpty();
    }

    @Test
    void lengthsAreCountedInOctets() {
        assertThat(MailAddress.parse("a".repeat(64) + "@x.y")).isPresent();
        assertThat(MailAddress.parse("a".repeat(65) + "@x.y")).isEmpty();
        assertThat(MailAddress.parse("ü".repeat(32) + "@x.y")).isPresent();
        assertThat(MailAddress.parse("ü".repeat(33) + "@x.y")).isEmpty();
        String label = "d".repeat(63);
        String longest = String.join(".", label, label, label, "e".repeat(254 - 2 - 3 * 64));
        assertThat(MailAddress.parse("a@" + longest)).isPresent();
        assertThat(MailAddress.parse("ab@" + longest)).isEmpty();
        assertThat(MailAddress.parse("a@" + "d".repeat(64) + ".y")).isEmpty();
    }

    @Test
    void lettersWrittenInTwoWaysAreOneAddress() {
        assertThat(MailAddress.parse("e\u0301@x.y")).isEqualTo(MailAddress.parse("\u00e9@x.y"));
    }

    @Test
    void aPersonIsToldWhatIsMissing() {
        assertThatThrownBy(() -> MailAddress.of("ann\u0007"))
                .isInstanceOf(DirectoryException.class)
                .hasMessage(
                        "\"ann?\" is not a mail address. It needs a name, an @ and a domain, like ann@example.org.");
        assertThat(MailAddress.of(" ann@example.test ")).hasToString("ann@example.test");
    }
}
