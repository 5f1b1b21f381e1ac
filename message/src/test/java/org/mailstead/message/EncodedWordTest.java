package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodedWordTest {
    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '\0', textBlock = """
            plain                                                => plain
            =?utf-8?q?J=C3=BCrgen_W?= x                          => Jürgen W x
            a =?utf-8?q?b?= c                                    => a b c
            =?ISO-8859-1?B?5A==?= =?iso-8859-1?Q?=F6?=           => äö
            =?utf-8?q?=C3?= =?utf-8?q?=A4?=                      => ä
            =?utf-8?b?w6Q?==?utf-8?b?w7Y=?=                      => äö
            =?utf-8?b?w6Q=?= =?iso-8859-1?q?=F6?= x              => äö x
            =?utf-8*en?q?hi?=                                    => hi
            =?ISO-2022-JP?B?GyRCJDMkcyRLJEEkTxsoQg==?=           => こんにちは
            =?gb2312?B?1tDOxA==?=                                => 中文
            =?ks_c_5601-1987?B?x9GxuQ==?=                        => 한국
            =?koi8-r?Q?=F0=F2=E9?=                               => ПРИ
            =?windows-1251?Q?=CF=F0?=                            => Пр
            =?iso-8859-1?q?=80?=                                 => €
            =?utf-8?q?a b_c?=                                    => a b c
            =?utf-8?q?what??=                                    => what?
            =?utf-8?q?a?b?=                                      => a?b
            =?utf-8?q??=x                                        => x
            =?utf-8?q?=ZZ=4?=                                    => =ZZ=4
            =?nobody-knows?q?=C3=A4?=                            => ä
            """)
    void words(String value, String wanted) {
        assertThat(EncodedWord.decode(value)).isEqualTo(wanted);
    }

    @Test
    void whatIsNoWordStaysAsItIs() {
        for (String value : List.of(
                "a =?x?= b",
                "=?",
                "?=",
                "=?utf-8?q?open",
                "=?utf-8?x?a?=",
                "=??q?a?=",
                "=?utf-8?q",
                "=? utf-8?q?a?=",
                "=?utf-8?qq?a?=")) {
            assertThat(EncodedWord.decode(value)).isEqualTo(value);
        }
        assertThat(EncodedWord.decode("=?utf-8?q?a =?utf-8?q?b?=")).isEqualTo("=?utf-8?q?a b");
    }

    @Test
    void wordsMayBeParted() {
        assertThat(EncodedWord.decode("=?utf-8?b?w6Q=?=\r\n =?utf-8?b?w7Y=?=")).isEqualTo("äö");
    }

    @Test
    void rawBytesAreGuessed() {
        assertThat(EncodedWord.decode("\u00c3\u00a4")).isEqualTo("ä");
        assertThat(EncodedWord.decode("\u00e4")).isEqualTo("ä");
        assertThat(EncodedWord.decode("\u0080 =?utf-8?q?=C3=A4?= \u00c3\u00a4")).isEqualTo("€ ä ä");
    }
}
