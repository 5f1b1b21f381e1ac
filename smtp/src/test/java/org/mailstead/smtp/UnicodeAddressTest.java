package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnicodeAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"ann@example.org", "jürgen+x@bücher.test", "用户@例子.test", "a=b\\c d@x.test", "😀@x.test"})
    void whatWasWrittenIsRead(String address) {
        String written = UnicodeAddress.encode(address);
        assertThat(written).matches("[!-~]+");
        assertThat(UnicodeAddress.decode(written)).contains(address);
    }

    @Test
    void lettersMayStandForThemselves() {
        assertThat(UnicodeAddress.decode("jürgen\\x{2B}x@x.test")).contains("jürgen+x@x.test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a+2Bb",
                "a=b",
                "a\\b",
                "\\x{}",
                "\\x{D800}",
                "\\x{110000}",
                "\\x{0D}\\x{0A}",
                "\\x{fc}",
                "\\x{2028}"
            })
    void whatIsMalformedIsNotMended(String text) {
        assertThat(UnicodeAddress.decode(text)).isEmpty();
    }
}
