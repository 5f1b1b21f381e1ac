package org.mailstead.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.wire.Signpost.Spoken;

class SignpostTest {
    private static Signpost at(Spoken here) {
        return new Signpost(here, other -> switch (other) {
            case SMTP -> Optional.of("465 (SSL/TLS) or 587 (STARTTLS)");
            case IMAP -> Optional.of("993 (SSL/TLS)");
            case POP3 -> Optional.empty();
            case HTTP -> Optional.of("443");
        });
    }

    private static byte[] bytes(String line) {
        return line.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String answer(Spoken here, String line) {
        var sent = catchThrowableOfType(WrongProtocol.class, () -> at(here).look(bytes(line)));
        return sent == null ? "" : sent.answer();
    }

    @Test
    void eachIsToldInItsOwnLanguage() {
        assertThat(answer(Spoken.IMAP, "EHLO phone"))
                .isEqualTo("521 5.5.1 this is the port for IMAP; SMTP is on port 465 (SSL/TLS) or 587 (STARTTLS)\r\n");
        assertThat(answer(Spoken.SMTP, "a1 CAPABILITY"))
                .isEqualTo("a1 NO [ALERT] This is the port for SMTP; IMAP is on port 993 (SSL/TLS).\r\n");
        assertThat(answer(Spoken.IMAP, "USER ann"))
                .isEqualTo("-ERR [SYS/PERM] this is the port for IMAP; POP3 is not spoken by this server\r\n");
        assertThat(answer(Spoken.POP3, "GET / HTTP/1.1"))
                .startsWith("HTTP/1.1 400 Bad Request\r\n")
                .endsWith("\r\n\r\nThis is the port for POP3; HTTP is on port 443.\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IMAP|POP3|CAPA",
                "IMAP|POP3|stls",
                "IMAP|POP3|AUTH",
                "IMAP|POP3|AUTH PLAIN AGFubgBzZWNyZXQ=",
                "IMAP|POP3|APOP ann c4c9334bac560ecc979e58001b3e22fb",
                "IMAP|SMTP|helo phone.test",
                "IMAP|SMTP|EHLO",
                "POP3|IMAP|A001 login ann@example.test secret",
                "POP3|IMAP|1 AUTHENTICATE PLAIN",
                "POP3|IMAP|.. ID NIL",
                "POP3|SMTP|LHLO phone.test",
                "SMTP|POP3|USER ann",
                "SMTP|POP3|AUTH",
                "SMTP|IMAP|a STARTTLS",
                "SMTP|HTTP|CONNECT elsewhere.test:25 HTTP/1.1",
            })
    void otherLanguagesAreKnown(Spoken here, Spoken other, String line) {
        assertThat(answer(here, line)).contains("his is the port for " + here + "; " + other + " is ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IMAP|a CAPABILITY",
                "IMAP|USER LOGIN ann secret",
                "IMAP|a SELECT INBOX",
                "IMAP|EHLO CAPABILITY",
                "IMAP|nonsense",
                "POP3|USER ann",
                "POP3|USER LOGIN ann",
                "POP3|CAPA",
                "POP3|QUIT",
                "POP3|LANG de",
                "SMTP|EHLO phone",
                "SMTP|AUTH PLAIN AGFubgBzZWNyZXQ=",
                "SMTP|STARTTLS",
                "SMTP|MAIL FROM:<ann@example.test>",
                "SMTP|XCLIENT ADDR=192.0.2.1",
            })
    void ownLanguageAndNonsenseGoOn(Spoken here, String line) {
        assertThat(answer(here, line)).isEmpty();
    }

    @Test
    void aLongLineIsLookedAtBriefly() {
        assertThatCode(() -> at(Spoken.SMTP).look(bytes("x".repeat(2000)))).doesNotThrowAnyException();
        assertThat(answer(Spoken.SMTP, "USER " + "x".repeat(2000))).startsWith("-ERR ");
    }
}
