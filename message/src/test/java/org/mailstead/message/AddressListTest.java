package org.mailstead.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressListTest {
    /** Written as name|mailbox|host, NIL for null. */
    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '\0', textBlock = """
            ann@x.test                          => NIL|ann|x.test
            Ann <ann@x.test>                    => Ann|ann|x.test
            Ann  B.  C <ann@x.test>             => Ann B. C|ann|x.test
            <ann@x.test>                        => NIL|ann|x.test
            ann@x.test (Ann (B.) C)             => Ann (B.) C|ann|x.test
            "B, Ann" <ann@x.test>, bob@y        => B, Ann|ann|x.test / NIL|bob|y
            "say \\"hi\\"" <a@b>                => say "hi"|a|b
            =?utf-8?q?J=C3=BCrgen?= <j@x>       => =?utf-8?q?J=C3=BCrgen?=|j|x
            "c d"@z                             => NIL|c d|z
            <"c\\"d"@z>                         => NIL|c"d|z
            "a@b" <c@d>                         => a@b|c|d
            a@[IPv6:::1]                        => NIL|a|[IPv6:::1]
            john . doe @ example . com          => NIL|john.doe|example.com
            A Group:Ed <e@f>, g@h;              => NIL|A Group|NIL / Ed|e|f / NIL|g|h / NIL|NIL|NIL
            undisclosed-recipients:;            => NIL|undisclosed-recipients|NIL / NIL|NIL|NIL
            G: a@b;, c@d                        => NIL|G|NIL / NIL|a|b / NIL|NIL|NIL / NIL|c|d
            G: a@b                              => NIL|G|NIL / NIL|a|b / NIL|NIL|NIL
            <@r1,@r2:joe@c>                     => NIL|joe|c
            Joe <@r1:joe@c>, x@y                => Joe|joe|c / NIL|x|y
            Pete(A nice \\) chap) <pete(his account)@silly.test(his host)> => Pete|pete|silly.test
            ,, ann@x ,,                         => NIL|ann|x
            """)
    void formsOfRfc5322(String value, String wanted) {
        assertThat(show(value)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '\0', textBlock = """
            nobody                              => NIL|nobody|
            @host                               => NIL||host
            Ann <>                              => Ann||
            Ann <ann@x, bob@y                   => Ann|ann|x / NIL|bob|y
            Ann <ann@x, Bob <bob@y>             => Ann|ann|x / Bob|bob|y
            Ann <ann@x> Bob <bob@y>             => Ann|ann|x / Bob|bob|y
            ann@x>, bob@y                       => NIL|ann|x / NIL|bob|y
            "Ann <ann@x>, bob@y                 => Ann|ann|x / NIL|bob|y
            Ann (work <ann@x>, bob@y            => Ann (work|ann|x / NIL|bob|y
            ann@x; bob@y                        => NIL|ann|x / NIL|bob|y
            a@b@c                               => NIL|a@b|c
            Ann ann@x                           => NIL|Ann ann|x
            <<ann@x>>                           => NIL|ann|x
            """)
    void formsThatBreakTheRules(String value, String wanted) {
        assertThat(show(value)).isEqualTo(wanted);
    }

    @Test
    void nothingThereIsNoAddress() {
        for (String value : List.of("", " ", "\t,", "<>", ";", "()", "\"")) {
            assertThat(AddressList.parse(value)).as(value).isEmpty();
        }
    }

    private static String show(String value) {
        return AddressList.parse(value).stream()
                .map(each -> nil(each.name()) + "|" + nil(each.mailbox()) + "|" + nil(each.host()))
                .collect(Collectors.joining(" / "));
    }

    private static String nil(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "NIL" : text;
    }
}
