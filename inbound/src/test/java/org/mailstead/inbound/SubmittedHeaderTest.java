package org.mailstead.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.message.Spool;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpEnvelope;
import org.mailstead.smtp.SmtpPeer;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.testkit.Mutator;

class SubmittedHeaderTest {
    private static final String TRACE = "Return-Path: <ann@example.test>\r\nReceived: from a\r\n\tby b\r\n";
    private static final String FROM = "From: <ann@example.test>\r\n";
    private static final String DATE = "Date: Thu, 15 Jan 2026 12:00:00 +0000\r\n";
    private static final String ID = "Message-ID: <Q1@mail.example.test>\r\n";
    private static final String GOOD = "From: a@b\r\nDate: Thu, 1 Jan 2026 00:00:00 +0000\r\nMessage-Id: <x@y>\r\n";

    private static final SmtpEnvelope ENVELOPE = new SmtpEnvelope(
            "Q1",
            Optional.of(new SmtpAddress("ann", "example.test")),
            MailParameters.USUAL,
            List.of(SmtpRecipient.of(new SmtpAddress("bob", "example.test"))),
            new SmtpPeer("c1", new InetSocketAddress("192.0.2.7", 4000), "client.test", true, Optional.empty()));

    @TempDir
    Path folder;

    @Test
    void whatIsGoodStaysAsItIs() {
        assertThat(mended(TRACE + GOOD + "\r\nBcc: in the text\r\n")).isEmpty();
    }

    @Test
    void whatIsMissingIsAdded() {
        assertThat(mended(TRACE + "Subject: x\r\n\r\ntext\r\n"))
                .contains(TRACE + FROM + DATE + ID + "Subject: x\r\n\r\ntext\r\n");
        assertThat(mended(TRACE + GOOD.replace("Date", "X-Date") + "\r\n"))
                .contains(TRACE + DATE + GOOD.replace("Date", "X-Date") + "\r\n");
    }

    @Test
    void blindCopiesAreNotTold() {
        assertThat(mended(
                        TRACE + "BCC: eve@example.test,\r\n mallory@example.test\r\n" + GOOD + "bcc:\r\n\r\ntext\r\n"))
                .contains(TRACE + GOOD + "\r\ntext\r\n");
    }

    @Test
    void aTextWithoutHeaderGetsOne() {
        assertThat(mended(TRACE + "Hello printer\r\n")).contains(TRACE + FROM + DATE + ID + "\r\nHello printer\r\n");
        assertThat(mended(TRACE)).contains(TRACE + FROM + DATE + ID + "\r\n");
        assertThat(mended(TRACE + "Subject: x\r\nfolded wrongly\r\nTo: b\r\n\r\ntext"))
                .contains(TRACE + FROM + DATE + ID + "Subject: x\r\nfolded wrongly\r\nTo: b\r\n\r\ntext");
        assertThat(mended(TRACE + "\r\ntext")).contains(TRACE + FROM + DATE + ID + "\r\ntext");
    }

    @Test
    void nothingGetsLostWhateverItIs() {
        var seeds = List.of(
                bytes(TRACE + GOOD + "Bcc: x\r\n\r\ntext\r\n"), bytes(TRACE + "no field\r\nBcc: x\n\n\r\n.\r\n"));
        Mutator.run(9, 3000, seeds, List.of("\r\n", "\n", "\r", "Bcc:", ":", " ", "From: "), input -> {
            String before = text(input);
            mended(before).ifPresent(after -> {
                assertThat(text(bytes(after)).toLowerCase(java.util.Locale.ROOT))
                        .contains("date:")
                        .contains("message-id:");
                int kept = before.length() - longestBlindCopies(before);
                assertThat(after.length()).isGreaterThanOrEqualTo(kept);
            });
        });
    }

    /** At most all lines that begin with it and what is folded behind them. */
    private static int longestBlindCopies(String text) {
        int at = text.toLowerCase(java.util.Locale.ROOT).indexOf("bcc");
        return at < 0 ? 0 : text.length() - at;
    }

    private Optional<String> mended(String text) {
        var header = new SubmittedHeader("mail.example.test", () -> Instant.parse("2026-01-15T12:00:00Z"));
        try (var spool = new Spool(folder)) {
            spool.write(bytes(text));
            spool.finish();
            Optional<Spool> mended = header.mended(ENVELOPE, spool, false);
            if (mended.isEmpty()) return Optional.empty();
            try (Spool made = mended.get();
                    InputStream in = made.open()) {
                return Optional.of(text(in.readAllBytes()));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
