package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;
import org.mailstead.wire.AddressRange;

class SessionFuzzTest {
    private static final List<String> WORDS = List.of(
            "EHLO a\r\n",
            "LHLO a\r\n",
            "BURL imap://a/b;uid=1 LAST\r\n",
            "XCLIENT ADDR=192.0.2.7 ",
            " HELO=a+2Db",
            "[UNAVAILABLE]",
            " LOGIN=ann@example.test",
            "HELO a\r\n",
            "MAIL FROM:<a@b.test>\r\n",
            "MAIL FROM:<>",
            "RCPT TO:<ann@example.test>\r\n",
            "RCPT TO:<many\u00c3\u00bc@example.test>\r\n",
            "RCPT TO:<postmaster>\r\n",
            "DATA\r\n",
            "\r\n.\r\n",
            "BDAT 5\r\n",
            "BDAT 0 LAST\r\n",
            "BDAT 30 LAST\r\n",
            " BODY=BINARYMIME",
            " SMTPUTF8",
            " HOLDFOR=60",
            " HOLDUNTIL=2026-01-16T08:00:00+01:00",
            " MT-PRIORITY=-9",
            " BY=-5;NT",
            " ORCPT=utf-8;\\x{FC}",
            "\u00c3\u00bc",
            "RSET\r\n",
            "NOOP\r\n",
            "QUIT\r\n",
            "VRFY x\r\n",
            "HELP\r\n",
            "AUTH PLAIN\r\n",
            "AUTH LOGIN\r\n",
            "*\r\n",
            "=",
            " SIZE=",
            " BODY=8BITMIME",
            " RET=HDRS",
            " ENVID=a+2B",
            " NOTIFY=NEVER",
            "SUCCESS,DELAY",
            " ORCPT=rfc822;",
            "<@a,@b:c@d>",
            "[IPv6:",
            "\"",
            "@");

    /** Only whole, printable reply lines. */
    private static final Pattern ANSWER = Pattern.compile("[2-5]\\d\\d[ -][ -~]*\\r\\n");

    @Test
    void noInputMakesAFaultOrABrokenAnswer() {
        var usual = Talk.host(SmtpLimits.STANDARD);
        var trust = new SmtpTrust(AddressRange.LOOPBACK, AddressRange.LOOPBACK);
        var host =
                new SmtpHost(usual.hostName(), usual.tls(), usual.spoolFolder(), usual.limits(), usual.clock(), trust);
        Mutator.run(5, 1_500, sessions(), WORDS, input -> {
            for (SmtpProfile profile : List.of(SmtpProfile.MX, SmtpProfile.SUBMISSION, SmtpProfile.LMTP)) {
                // STARTTLS cannot be shaken hands on in memory: the dictionary leaves it out.
                String said = MemorySocket.answers(profile, host, new FakeServices(), input, "127.0.0.1");
                assertThat(said).doesNotContain("went wrong on our side");
                // One by one: a pattern for all of them would need a stack as deep as there are answers.
                for (String answer : said.split("(?<=\r\n)")) {
                    if (!answer.isEmpty()) assertThat(answer).matches(ANSWER);
                }
            }
        });
    }

    @Test
    void commandLinesAreReadOrRefused() {
        List<byte[]> seeds = List.of(
                latin1("MAIL FROM:<\"a\\\"b\"@[192.0.2.1]> SIZE=1 BODY=7BIT AUTH=<>"),
                latin1("RCPT TO:<@a.test,@b.test:x.y+z@c.test>"),
                latin1("RCPT TO:<x@c.test> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;a+2Bb@c.test"),
                "RCPT TO:<\u00fc.\"\u7528\"@\u00fc.test> ORCPT=utf-8;a\\x{2B}\u00fc".getBytes(StandardCharsets.UTF_8),
                "VRFY \u7528 SMTPUTF8".getBytes(StandardCharsets.UTF_8),
                latin1("AUTH PLAIN AGEAYg=="),
                latin1("XCLIENT NAME=[UNAVAILABLE] ADDR=IPV6:2001:db8::1 PORT=25 PROTO=ESMTP HELO=a+2Db LOGIN=a@b"),
                latin1("EHLO [IPv6:2001:db8::1]"));
        Mutator.run(6, 8_000, seeds, WORDS, input -> {
            try {
                SmtpCommand command = SmtpCommand.read(input);
                if (command instanceof Rcpt(var recipient)
                        && !recipient.address().equals(SmtpAddress.POSTMASTER)) {
                    var server = ServerFeatures.of(List.of("", "DSN"));
                    var again = SmtpCommand.read("RCPT TO:<" + recipient.address() + ">" + recipient.wireText(server));
                    assertThat(again).isEqualTo(command);
                }
            } catch (EndOfCommand refused) {
                assertThat(refused.reply().code()).isBetween(500, 599);
            }
        });
    }

    private static List<byte[]> sessions() {
        return Stream.concat(mails().stream(), others().stream()).toList();
    }

    private static List<byte[]> others() {
        return List.of(lines("""
            LHLO a.test
            MAIL FROM:<a@b.test>
            RCPT TO:<ann@example.test>
            RCPT TO:<bob@example.test>
            DATA
            Subject: x

            .
            """), lines("""
                EHLO a.test
                XCLIENT ADDR=192.0.2.7 HELO=b.test
                EHLO a.test
                MAIL FROM:<a@b.test>
                """));
    }

    private static List<byte[]> mails() {
        return List.of(lines("""
            EHLO a.test
            MAIL FROM:<a@b.test> SIZE=10 BODY=8BITMIME
            RCPT TO:<ann@example.test>
            DATA
            Subject: x

            ..text
            .
            QUIT
            """), lines("""
                                    HELO a
                                    MAIL FROM:<"q\\"x"@[IPv6:::1]>
                                    RCPT TO:<@x.test:bob@example.test>
                                    RSET
                                    VRFY x
                                    """), lines("""
                                    EHLO a
                                    AUTH PLAIN AGFubkBleGFtcGxlLnRlc3QAYW5uLXNlY3JldA==
                                    MAIL FROM:<>
                                    RCPT TO:<postmaster>
                                    DATA
                                    .
                                    """), lines("""
                                    EHLO a
                                    MAIL FROM:<a@b.test> BODY=BINARYMIME
                                    RCPT TO:<ann@example.test>
                                    BDAT 5
                                    Hi.
                                    BDAT 4 LAST
                                    QU
                                    RSET
                                    """), lines("""
                                    EHLO a
                                    AUTH LOGIN
                                    YW5uQGV4YW1wbGUudGVzdA==
                                    YW5uLXNlY3JldA==
                                    NOOP
                                    """));
    }

    private static byte[] lines(String block) {
        return latin1(block.replace("\n", "\r\n"));
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
