package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandParsingTest {
    @Test
    void commandsAreReadInAnyCase() {
        var sender = Optional.of(new SmtpAddress("a", "b.test"));
        for (String line : List.of("MAIL FROM:<a@b.test>", "mail from:<a@b.test>", "Mail From: <a@b.test>  "))
            assertThat(SmtpCommand.read(line)).isEqualTo(new Mail(sender, 0));
        assertThat(SmtpCommand.read("MAIL FROM:<> SIZE=5  body=8bitmime AUTH=<>"))
                .isEqualTo(new Mail(Optional.empty(), 5));
        assertThat(SmtpCommand.read("rcpt to:<POSTMASTER>")).isEqualTo(new Rcpt(SmtpAddress.POSTMASTER));
        assertThat(SmtpCommand.read("EHLO [IPv6:::1]")).isEqualTo(new Ehlo("[IPv6:::1]"));
        assertThat(SmtpCommand.read("HELO my_pc")).isEqualTo(new Helo(new Ehlo("my_pc")));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 500",
        "' NOOP', 500",
        "XYZ, 500",
        "EHLO, 501",
        "'EHLO a b', 501",
        "'EHLO a(b)', 501",
        "MAIL, 501",
        "MAIL TO:<a@b>, 501",
        "MAIL FROM:a@b, 501",
        "MAIL FROM:<a@b>SIZE=1, 501",
        "MAIL FROM:<a@b> SIZE=, 501",
        "MAIL FROM:<a@b> SIZE=x, 501",
        "MAIL FROM:<a@b> SIZE=-1, 501",
        "MAIL FROM:<a@b> SIZE=123456789012345678901, 501",
        "MAIL FROM:<a@b> SIZE=1 SIZE=1, 501",
        "MAIL FROM:<a@b> BODY=BINARYMIME, 501",
        "MAIL FROM:<a@b> BODY, 501",
        "MAIL FROM:<a@b> =x, 501",
        "MAIL FROM:<a@b> SMTPUTF8, 555",
        "MAIL FROM:<a@b> RET=HDRS, 555",
        "RCPT TO:<>, 501",
        "RCPT TO:<a@b> NOTIFY=NEVER, 555",
        "DATA now, 501",
        "RSET x, 501",
        "GET / HTTP/1.1, 554",
    })
    void whatIsNoCommandGetsItsCode(String line, int code) {
        var ended = catchThrowableOfType(EndOfCommand.class, () -> SmtpCommand.read(line));
        assertThat(ended.reply().code()).isEqualTo(code);
    }
}
