package org.mailstead.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainNameTest {
    /** The samples of RFC 3492 §7.1 that are lower case, and names that exist. */
    @ParameterizedTest
    @CsvSource({
        "bücher, xn--bcher-kva",
        "faß, xn--fa-hia",
        "ليهمابتكلموشعربي؟, ''",
        "他们为什么不说中文, xn--ihqwcrb4cv8a8dqg056pqjye",
        "למההםפשוטלאמדבריםעברית, xn--4dbcagdahymbxekheh6e0a7fei0b",
        "почемужеонинеговорятпорусски, xn--b1abfaaepdrnnbgefbadotcwatmq2g4l",
        "なぜみんな日本語を話してくれないのか, xn--n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa",
        "例え.テスト, xn--r8jz45g.xn--zckzah",
        "Ｅｘａｍｐｌｅ, example"
    })
    void unicodeAndAsciiAreOneName(String unicode, String ascii) {
        if (ascii.isEmpty()) {
            assertThat(DomainName.of(unicode)).as("punctuation is in no domain").isEmpty();
            return;
        }
        assertThat(DomainName.of(unicode)).map(DomainName::ascii).contains(ascii);
        assertThat(DomainName.of(ascii)).isEqualTo(DomainName.of(unicode));
    }

    @Test
    void twoOwnersNamesStayTwo() {
        assertThat(DomainName.of("faß.de")).isNotEqualTo(DomainName.of("fass.de"));
    }

    @Test
    void anEncodedLabelThatWeWouldWriteOtherwiseIsRefused() {
        assertThat(DomainName.of("xn--bcher-KVA")).isPresent();
        // "Bücher" with a capital, "abc" that needs no encoding, a lone mark, a number beyond Unicode.
        for (String label : new String[] {"xn--bcher-hsa", "xn--abc-", "xn--4ca0bs", "xn--a-ecp.ru", "xn--99999999"}) {
            DomainName.of(label)
                    .ifPresent(name -> assertThat(DomainName.of(name.unicode())).contains(name));
        }
        assertThat(DomainName.of("xn--abc-")).isEmpty();
        assertThat(DomainName.of("xn--99999999")).isEmpty();
        assertThat(DomainName.of("xn--" + "9".repeat(59))).isEmpty();
    }
}
