package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.smtp.MailParameters.Body;
import org.mailstead.smtp.MailParameters.Returned;
import org.mailstead.smtp.SmtpRecipient.Event;

class CommandParsingTest {
    @Test
    void commandsAreReadInAnyCase() {
        var sender = Optional.of(new SmtpAddress("a", "b.test"));
        for (String line : List.of("MAIL FROM:<a@b.test>", "mail from:<a@b.test>", "Mail From: <a@b.test>  "))
            assertThat(SmtpCommand.read(line))
                    .isEqualTo(new Mail(sender, MailParameters.USUAL, 0, Optional.empty(), Optional.empty()));
        assertThat(SmtpCommand.read("MAIL FROM:<> SIZE=5  body=8bitmime AUTH=<>"))
                .isEqualTo(new Mail(Optional.empty(), MailParameters.USUAL, 5, Optional.empty(), Optional.empty()));
        assertThat(SmtpCommand.read("rcpt to:<POSTMASTER>"))
                .isEqualTo(new Rcpt(SmtpRecipient.of(SmtpAddress.POSTMASTER)));
        assertThat(SmtpCommand.read("EHLO [IPv6:::1]")).isEqualTo(new Ehlo("[IPv6:::1]"));
        assertThat(SmtpCommand.read("HELO my_pc")).isEqualTo(new Helo(new Ehlo("my_pc")));
    }

    @Test
    void wishesForReportsAreRead() {
        var wants = new MailParameters(Body.SEVEN_BIT, false, false, 0, Returned.FULL, "a+b=c d");
        assertThat(SmtpCommand.read("MAIL FROM:<> RET=full BODY=7bit ENVID=a+2Bb+3Dc+20d"))
                .isEqualTo(new Mail(Optional.empty(), wants, 0, Optional.empty(), Optional.empty()));
        var ann = new SmtpAddress("ann", "b.test");
        assertThat(SmtpCommand.read("RCPT TO:<ann@b.test> NOTIFY=success,Delay ORCPT=rfc822;x+2By@c.test"))
                .isEqualTo(new Rcpt(new SmtpRecipient(ann, Set.of(Event.SUCCESS, Event.DELAY), "rfc822;x+y@c.test")));
        assertThat(SmtpCommand.read("RCPT TO:<ann@b.test> NOTIFY=DELAY,delay"))
                .isEqualTo(new Rcpt(new SmtpRecipient(ann, Set.of(Event.DELAY), null)));
        assertThat(SmtpCommand.read("RCPT TO:<ann@b.test> NOTIFY=NEVER"))
                .isEqualTo(new Rcpt(new SmtpRecipient(ann, Set.of(), null)));
        String longest = "x".repeat(100);
        assertThat(SmtpCommand.read("MAIL FROM:<> ENVID=" + longest)).isInstanceOf(Mail.class);
        assertThat(catchThrowableOfType(EndOfCommand.class, () -> SmtpCommand.read("MAIL FROM:<> ENVID=x" + longest))
                        .reply()
                        .code())
                .isEqualTo(501);
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
        "MAIL FROM:<a@b> BODY=16BITMIME, 501",
        "MAIL FROM:<a@b> BODY, 501",
        "MAIL FROM:<a@b> =x, 501",
        "MAIL FROM:<a@b> SMTPUTF9, 555",
        "MAIL FROM:<a@b> RET=SOME, 501",
        "MAIL FROM:<a@b> RET, 501",
        "MAIL FROM:<a@b> ENVID, 501",
        "MAIL FROM:<a@b> ENVID=+4, 501",
        "MAIL FROM:<a@b> ENVID=+4g, 501",
        "MAIL FROM:<a@b> ENVID=+0A, 501",
        "RCPT TO:<>, 501",
        "RCPT TO:<a@b> NOTIFY, 501",
        "'RCPT TO:<a@b> NOTIFY=NEVER,DELAY', 501",
        "RCPT TO:<a@b> ORCPT=ann@b, 501",
        "RCPT TO:<a@b> ORCPT=;ann, 501",
        "RCPT TO:<a@b> ORCPT=rfc822;, 501",
        "RCPT TO:<a@b> ORCPT=rfc822;+FF, 501",
        "RCPT TO:<a@b> SIZE=1, 555",
        "DATA now, 501",
        "RSET x, 501",
        "GET / HTTP/1.1, 554",
    })
    void whatIsNoCommandGetsItsCode(String line, int code) {
        var ended = catchThrowableOfType(EndOfCommand.class, () -> SmtpCommand.read(line));
        assertThat(ended.reply().code()).isEqualTo(code);
    }
}
