package org.mailstead.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.message.Dates;
import org.mailstead.outbound.Settlement.Told;
import org.mailstead.smtp.DeliverBy;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.UnicodeAddress;

/**
 * Tells a sender what became of a message: in words, in the form that programs read, and with the message itself or its
 * header. RFC 3461 §6, RFC 3462 §1, RFC 3464 §2, RFC 2852 §5; about mail with letters beyond ASCII in its addresses or header: RFC 6533
 * §4.
 *
 * @param kind what it tells
 * @param id of the report
 * @param to who is told, as an address
 * @param from the name of this server
 */
record DeliveryReport(Kind kind, String id, String to, String from, QueuedMessage about, List<Told> told, Instant now) {
    enum Kind {
        FAILED("Could not be delivered", "failed"),
        DELAYED("Not delivered yet", "delayed"),
        DELIVERED("Delivered", "delivered"),
        /** To the postmaster, of a report that nobody took. */
        UNDELIVERABLE_REPORT("A report could not be delivered", "failed");

        private final String subject;
        private final String action;

        Kind(String subject, String action) {
            this.subject = subject;
            this.action = action;
        }
    }

    /** Bytes of a message that go back in full if the sender wants that; beyond, its header has to do. */
    private static final long RETURNED_IN_FULL = 256 * 1024;

    /** Bytes of a header that go back; a whole one is smaller. */
    private static final int RETURNED_HEADER = 64 * 1024;

    /** Columns in the part for people. RFC 5322 §2.1.1. */
    private static final int COLUMNS = 76;

    /** @param content of the message, null if it cannot be had any more */
    void write(OutputStream out, @Nullable InputStream content) throws IOException {
        String boundary = "=_report_" + id;
        text(out, header(boundary));
        part(out, boundary, "text/plain; charset=" + (isGlobal() ? "utf-8" : "us-ascii"), words());
        text(out, "\r\n");
        part(out, boundary, isGlobal() ? "message/global-delivery-status" : "message/delivery-status", status());
        if (content != null) returned(out, boundary, content);
        text(out, "\r\n--" + boundary + "--\r\n");
    }

    private void part(OutputStream out, String boundary, String type, String content) throws IOException {
        String encoding = isGlobal() ? "Content-Transfer-Encoding: 8bit\r\n" : "";
        text(out, "--" + boundary + "\r\nContent-Type: " + type + "\r\n" + encoding + "\r\n" + content);
    }

    /** Whether it has letters beyond ASCII in it; then its sender has said that it knows what to do with them. */
    private boolean isGlobal() {
        return about.wants().smtpUtf8();
    }

    private String header(String boundary) {
        return "Return-Path: <>\r\nFrom: Mail delivery <MAILER-DAEMON@" + from + ">\r\nTo: <" + to + ">\r\nSubject: "
                + subject()
                + "\r\nDate: " + Dates.written(now) + "\r\nMessage-ID: <" + id + "@" + from
                + ">\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"" + boundary
                + "\"\r\n\r\n";
    }

    private String subject() {
        boolean arrived = told.stream().anyMatch(one -> one.outcome().kind() == Outcome.Kind.DELIVERED);
        return kind == Kind.DELIVERED && !arrived ? "Passed on" : kind.subject;
    }

    private String words() {
        var words = new StringBuilder();
        String first = switch (kind) {
            case FAILED -> "Your message could not be delivered to everybody. These do not have it:";
            case DELAYED ->
                "Your message is still on its way. You need not send it again: this server goes on trying until "
                        + Dates.written(about.expires()) + ". These do not have it yet:";
            case DELIVERED -> "What has become of your message so far:";
            case UNDELIVERABLE_REPORT ->
                "A report about a message that could not be delivered found nobody who takes it. It was for:";
        };
        wrap(words, first, "");
        for (Told one : told) {
            Outcome outcome = one.outcome();
            words.append("\r\n  ")
                    .append(shown(one.recipient().address().toString()))
                    .append("\r\n");
            if (kind == Kind.DELIVERED) {
                wrap(words, arrival(outcome), "    ");
                continue;
            }
            wrap(words, (outcome.host().isEmpty() ? "" : outcome.host() + " said: ") + outcome.text(), "    ");
            String meaning = StatusMeaning.of(outcome.status());
            if (!meaning.isEmpty()) wrap(words, meaning, "    ");
        }
        return words.toString();
    }

    private static String arrival(Outcome outcome) {
        return switch (outcome.kind()) {
            case PASSED_ON ->
                "Passed on to " + outcome.host() + ", which will tell you if it cannot be delivered, but not if it is.";
            case RELAYED -> "Passed on to " + outcome.host() + ".";
            case EXPANDED -> "Sent on to those for whom this address stands.";
            case FORWARDED, DELIVERED, LATER, FAILED -> "Delivered.";
        };
    }

    /** Long words, such as addresses of web pages, are not cut. */
    private static void wrap(StringBuilder out, String text, String indent) {
        int column = 0;
        for (String word : ascii(text).split(" +")) {
            if (column == 0) {
                out.append(indent);
            } else if (column + 1 + word.length() > COLUMNS - indent.length()) {
                out.append("\r\n").append(indent);
                column = 0;
            } else {
                out.append(' ');
                column++;
            }
            out.append(word);
            column += word.length();
        }
        out.append("\r\n");
    }

    private String status() {
        var status = new StringBuilder("Reporting-MTA: dns; " + from + "\r\n");
        String envelopeId = about.wants().envelopeId();
        if (envelopeId != null)
            status.append("Original-Envelope-Id: ").append(ascii(envelopeId)).append("\r\n");
        status.append("Arrival-Date: ").append(Dates.written(about.received())).append("\r\n");
        DeliverBy by = about.wants().deliverBy();
        if (by != null)
            status.append("Deliver-By-Date: ")
                    .append(Dates.written(by.moment()))
                    .append("\r\n");
        for (Told one : told) recipientStatus(status, one);
        return status.toString();
    }

    private void recipientStatus(StringBuilder status, Told one) {
        Outcome outcome = one.outcome();
        String original = one.recipient().original();
        status.append("\r\n");
        if (original != null)
            status.append("Original-Recipient: ").append(recipient(original)).append("\r\n");
        SmtpAddress address = one.recipient().address();
        status.append("Final-Recipient: ").append(recipient((address.isAscii() ? "rfc822; " : "utf-8; ") + address));
        String action = switch (outcome.kind()) {
            case PASSED_ON, RELAYED -> "relayed";
            case FORWARDED, EXPANDED -> "expanded";
            case DELIVERED, LATER, FAILED -> kind.action;
        };
        status.append("\r\nAction: ").append(action).append("\r\nStatus: ").append(outcome.status());
        if (!outcome.host().isEmpty()) {
            // The address is a comment: the field holds a name. RFC 3464 §2.3.5.
            String host = ascii(outcome.host()).replace('[', '(').replace(']', ')');
            status.append("\r\nRemote-MTA: dns; ").append(host);
            status.append("\r\nDiagnostic-Code: smtp; ").append(ascii(outcome.text()));
        }
        status.append("\r\nLast-Attempt-Date: ").append(Dates.written(now));
        if (kind == Kind.DELAYED) status.append("\r\nWill-Retry-Until: ").append(Dates.written(about.expires()));
        status.append("\r\n");
    }

    private void returned(OutputStream out, String boundary, InputStream content) throws IOException {
        boolean full = kind == Kind.FAILED
                && about.wants().returned() == MailParameters.Returned.FULL
                // RFC 8689 §5.
                && !about.wants().requireTls()
                && about.bytes() <= RETURNED_IN_FULL;
        String type = full
                ? (isGlobal() ? "message/global" : "message/rfc822")
                : (isGlobal() ? "message/global-headers" : "text/rfc822-headers");
        text(out, "\r\n--" + boundary + "\r\nContent-Type: " + type + "\r\n");
        text(out, "Content-Transfer-Encoding: 8bit\r\n\r\n");
        if (full) content.transferTo(out);
        else out.write(upToBlankLine(content.readNBytes(RETURNED_HEADER)));
    }

    private static byte[] upToBlankLine(byte[] bytes) {
        for (int i = 0; i + 3 < bytes.length; i++) {
            boolean blank = bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n';
            if (blank) return java.util.Arrays.copyOf(bytes, i + 2);
        }
        return bytes;
    }

    /** What hosts say goes into a header-like part: one line, and nothing but printable ASCII. */
    private static String ascii(String text) {
        return text.replaceAll("[\\r\\n\\t]+", " ").replaceAll("[^ -~]", "?");
    }

    /** The same with letters of any script, where the report may have them. */
    private String shown(String text) {
        return isGlobal() ? text.replaceAll("[\\p{Cntrl}\\x{80}-\\x{9F}\\x{2028}\\x{2029}]+", " ") : ascii(text);
    }

    /** An address with its type; one in Unicode is written in ASCII where it must be. RFC 6533 §3. */
    private String recipient(String typed) {
        int address = typed.indexOf(';') + 1;
        boolean inAscii = !isGlobal() && typed.startsWith("utf-8;");
        if (!inAscii) return shown(typed);
        return typed.substring(0, address) + " "
                + UnicodeAddress.encode(typed.substring(address).strip());
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
