package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4468. */
class BurlTest {
    private static final String SIGN_IN = "AUTH PLAIN AGFubkBleGFtcGxlLnRlc3QAYW5uLXNlY3JldA==";

    private static final UrlContents URLS = (url, who) -> switch (url) {
        case "imap://mine/header" -> bytes("Subject: x\r\n\r\n");
        case "imap://mine/text" -> bytes("te\0xt\r\n.\r\n");
        case "imap://mine/fault" -> throw new UncheckedIOException(new IOException("the disk"));
        default -> Optional.empty();
    };

    private static Optional<UrlContents.Bytes> bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Optional.of(new UrlContents.Bytes(new ByteArrayInputStream(bytes), bytes.length));
    }

    private static Talk inMail(String parameters) throws IOException {
        Talk talk = Talk.reading(URLS);
        talk.lines("S: 220 *", "C: EHLO a");
        talk.skipReply();
        talk.lines("C: " + SIGN_IN, "S: 235 *", "C: MAIL FROM:<ann@example.test>" + parameters, "S: 250 *");
        talk.lines("C: RCPT TO:<bob@example.test>", "S: 250 *");
        return talk;
    }

    @Test
    void isOfferedAfterSignInAlone() throws IOException {
        try (Talk talk = Talk.on(SmtpProfile.SUBMISSION)) {
            talk.lines("S: 220 *", "C: EHLO a");
            assertThat(talk.skipReply()).isEqualTo("250 AUTH PLAIN LOGIN");
            talk.lines("C: " + SIGN_IN, "S: 235 *", "C: EHLO a");
            assertThat(talk.reply()).endsWith("250 BURL imap");
        }
        try (Talk talk = Talk.ready()) {
            talk.lines("C: MAIL FROM:<a@b.test>", "S: 250 *", "C: RCPT TO:<ann@example.test>", "S: 250 *");
            talk.lines("C: BURL imap://mine/header LAST", "S: 502 5.5.1 *");
        }
    }

    @Test
    void piecesAndUrlsMayBeMixed() throws IOException {
        try (Talk talk = inMail("")) {
            talk.lines("C: BURL imap://mine/header", "S: 250 2.0.0 14 bytes so far");
            talk.send("BDAT 6 LAST\r\ntext\r\n");
            talk.expect("250 2.6.0 *");
            assertThat(talk.services.delivered.getFirst().content()).isEqualTo("Subject: x\r\n\r\ntext\r\n");
        }
    }

    @Test
    void whatDataCouldNotCarryComesAsBinaryMail() throws IOException {
        try (Talk talk = inMail(" BODY=BINARYMIME")) {
            talk.lines("C: BURL imap://mine/text LAST", "S: 250 2.6.0 *");
        }
        try (Talk talk = inMail("")) {
            talk.lines("C: BURL imap://mine/text LAST", "S: 550 5.6.0 *");
        }
    }

    @Test
    void whatIsNotThereSpoilsTheMail() throws IOException {
        try (Talk talk = inMail("")) {
            talk.lines("C: BURL imap://mine/header", "S: 250 *", "C: BURL imap://mine/gone LAST", "S: 554 5.6.6 *");
            talk.lines("C: BURL imap://mine/header LAST", "S: 503 5.5.1 *", "C: RSET", "S: 250 *");
            talk.lines(
                    "C: MAIL FROM:<ann@example.test>", "S: 250 *", "C: BURL imap://mine/header LAST", "S: 554 5.5.1 *");
            assertThat(talk.services.delivered).isEmpty();
        }
        try (Talk talk = inMail("")) {
            talk.lines("C: BURL http://example.test/ LAST", "S: 554 5.7.14 *");
        }
    }

    @Test
    void aFaultEndsTheSession() throws IOException {
        try (Talk talk = inMail("")) {
            talk.lines("C: BURL imap://mine/fault LAST", "S: 421 4.3.0 *");
            talk.expectClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "imap://mine/header FIRST", "imap://mine/header LAST LAST"})
    void whatIsMalformedIsRefused(String arguments) throws IOException {
        try (Talk talk = inMail("")) {
            talk.lines("C: BURL " + arguments, "S: 501 5.5.4 *");
        }
    }
}
