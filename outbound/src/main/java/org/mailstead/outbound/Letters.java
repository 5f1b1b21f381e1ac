package org.mailstead.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailstead.dns.DnsName;
import org.mailstead.smtp.OutgoingMail;
import org.mailstead.smtp.ServerFeatures;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;

/**
 * What a mail needs of a host for letters beyond ASCII in its addresses and header, and what becomes of it where the host
 * lacks that. A domain in Unicode alone needs nothing: it has an ASCII form. RFC 6531 §3.2, §3.6.
 */
final class Letters {
    private static final String SMTPUTF8 = "SMTPUTF8";

    /** Bytes of a header that are looked at; a whole one is smaller. */
    private static final int HEADER_BYTES = 1024 * 1024;

    private final QueuedMessage message;
    private final boolean inHeader;

    /** @param content read only if its sender said that it has such letters */
    Letters(QueuedMessage message, OutgoingMail.Content content) throws IOException {
        this.message = message;
        inHeader = message.wants().smtpUtf8() && inHeader(content);
    }

    private static boolean inHeader(OutgoingMail.Content content) throws IOException {
        try (InputStream in = content.open()) {
            byte[] header = in.readNBytes(HEADER_BYTES);
            boolean blank = true;
            for (byte b : header) {
                if (b < 0) return true;
                if (b == '\n' && blank) return false;
                blank = b == '\n' || (blank && b == '\r');
            }
            return false;
        }
    }

    private @Nullable Outcome impossible(String peer) {
        if (message.sender().isPresent() && !hasAsciiForm(message.sender().get()))
            return Outcome.failed("5.6.7", "", peer + " takes addresses in ASCII only, and the sender's is not.");
        return inHeader
                ? Outcome.failed(
                        "5.6.9", "", peer + " takes headers in ASCII only, and this message has other letters in it.")
                : null;
    }

    /** Why a host cannot have the mail for one recipient; null if it can. Statuses: RFC 6531 §3.6.1. */
    @Nullable
    Outcome impossible(SmtpRecipient recipient, ServerFeatures host, String peer) {
        if (host.has(SMTPUTF8)) return null;
        return hasAsciiForm(recipient.address())
                ? impossible(peer)
                : Outcome.failed("5.6.7", "", peer + " takes addresses in ASCII only.");
    }

    /** The mail as the host has it; the host must be able to. */
    OutgoingMail fitted(OutgoingMail mail) {
        boolean needed = inHeader
                || mail.sender().filter(sender -> !hasAsciiForm(sender)).isPresent()
                || mail.recipients().stream().anyMatch(each -> !hasAsciiForm(each.address()));
        if (needed) return mail.with(mail.parameters().withSmtpUtf8(true));
        List<SmtpRecipient> recipients = mail.recipients().stream()
                .map(each -> new SmtpRecipient(inAscii(each.address()), each.events(), each.original()))
                .toList();
        return new OutgoingMail(
                mail.sender().map(Letters::inAscii),
                recipients,
                mail.parameters().withSmtpUtf8(false),
                mail.content(),
                mail.bytes());
    }

    private static boolean hasAsciiForm(SmtpAddress address) {
        return address.hasAsciiLocal()
                && (address.isAscii() || asciiDomain(address).isPresent());
    }

    private static Optional<String> asciiDomain(SmtpAddress address) {
        return DnsName.parse(address.domain()).map(DnsName::toString);
    }

    /** With its domain in ASCII, where there is such a form. */
    static SmtpAddress inAscii(SmtpAddress address) {
        if (address.isAscii()) return address;
        return new SmtpAddress(address.local(), asciiDomain(address).orElse(address.domain()));
    }
}
