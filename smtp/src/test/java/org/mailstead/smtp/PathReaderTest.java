package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<ann@example.test>            | ann                | example.test",
                "<a.b+c=d@x>                   | a.b+c=d            | x",
                "<\"a b\"@x.test>              | a b                | x.test",
                "<\"a\\\"\\\\b\"@x.test>       | a\"\\b             | x.test",
                "<\"ann\"@x.test>              | ann                | x.test",
                "<a@[192.0.2.1]>               | a                  | [192.0.2.1]",
                "<a@[IPv6:2001:db8::1]>        | a                  | [IPv6:2001:db8::1]",
                "<@one.test,@two.test:a@x.test>| a                  | x.test",
            })
    void pathsAreReadAsWritten(String path, String local, String domain) {
        var address = new PathReader(path.strip(), SmtpReplies.BAD_RECIPIENT).forwardPath();
        assertThat(address).isEqualTo(new SmtpAddress(local, domain));
        assertThat(new PathReader("<" + address + ">", SmtpReplies.BAD_RECIPIENT).forwardPath())
                .isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<",
                "<>",
                "ann@example.test",
                "< ann@x>",
                "<ann@x",
                "<ann>",
                "<@x>",
                "<ann@>",
                "<.a@x>",
                "<a.@x>",
                "<a..b@x>",
                "<a@x.>",
                "<a@.x>",
                "<a@-x>",
                "<a@x->",
                "<a@x_y>",
                "<a b@x>",
                "<\"a@x>",
                "<\"\"@x>",
                "<a@[1.2.3]>",
                "<a@[1.2.3.256]>",
                "<a@[IPv6:1.2.3.4]>",
                "<a@[IPv6:fe80::1%eth0]>",
                "<a@[x]>",
                "<a@[1.2.3.4>",
                "<@:a@x>",
                "<@a a@x>",
                "<a@b@c>",
                "<a@x>>",
                "<a@x>y",
                "<\"a\\",
                "<a\0b@x>"
            })
    void whatIsNoPathIsRefused(String path) {
        assertThatThrownBy(() -> {
                    var in = new PathReader(path, SmtpReplies.BAD_RECIPIENT);
                    in.forwardPath();
                    in.parameters();
                })
                .isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 255, 256})
    void longPartsHaveALimit(int length) {
        String path = "<" + "a".repeat(length) + "@x.test>";
        var in = new PathReader(path, SmtpReplies.BAD_RECIPIENT);
        if (length <= 255) assertThat(in.forwardPath().local()).hasSize(length);
        else assertThatThrownBy(in::forwardPath).isInstanceOf(Malformed.class);
    }
}
