package org.mailstead.inbound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.mailstead.message.Dates;
import org.mailstead.message.HeaderBlock;
import org.mailstead.message.HeaderChange;
import org.mailstead.message.Spool;
import org.mailstead.smtp.SmtpEnvelope;

/**
 * Makes the header of a message that one of our people sends what it has to be: scripts and printers leave out fields that
 * others insist on, and blind copies must not be told. RFC 6409 §8, RFC 5322 §3.6, §3.6.3.
 */
final class SubmittedHeader {
    /** Return-Path and Received, which every message begins with that comes over SMTP. */
    private static final int TRACE_FIELDS = 2;

    private final String hostName;
    private final InstantSource clock;

    /** @param hostName ends the Message-IDs made here */
    SubmittedHeader(String hostName, InstantSource clock) {
        this.hostName = hostName;
        this.clock = clock;
    }

    /**
     * The message with another header, which shares the bytes of its text with the one given; empty if it is good as it is or
     * its header too large to be changed.
     *
     * @param keepsBcc for the sender's own copy, which tells whom it went to
     * @param message begins with our trace fields; must stay open as long as the result is read
     */
    Optional<Spool> mended(SmtpEnvelope envelope, Spool message, boolean keepsBcc) throws IOException {
        byte[] all = HeaderChange.headerOf(message);
        if (all.length >= HeaderChange.HEADER_BYTES) return Optional.empty();
        int trace = traceEnd(all);
        byte[] theirs = Arrays.copyOfRange(all, trace, all.length);
        HeaderBlock block = HeaderBlock.parse(theirs);
        String missing = missing(envelope, block);
        boolean bccGoes = !keepsBcc && has(block, "bcc");
        if (missing.isEmpty() && !bccGoes) return Optional.empty();
        var mended = new ByteArrayOutputStream(all.length + missing.length());
        mended.write(all, 0, trace);
        mended.writeBytes(missing.getBytes(StandardCharsets.UTF_8));
        if (isText(theirs)) mended.writeBytes(new byte[] {'\r', '\n'});
        if (bccGoes) writeWithoutBcc(mended, theirs, block);
        else mended.writeBytes(theirs);
        return Optional.of(message.startingWith(mended.toByteArray(), all.length));
    }

    /** Behind Return-Path and Received: the line that begins neither of them, nor continues them. */
    private static int traceEnd(byte[] header) {
        int fields = 0;
        int lineStart = 0;
        while (lineStart < header.length) {
            boolean continues = header[lineStart] == ' ' || header[lineStart] == '\t';
            if (!continues && fields++ == TRACE_FIELDS) return lineStart;
            while (lineStart < header.length && header[lineStart] != '\n') lineStart++;
            lineStart++;
        }
        return header.length;
    }

    /** No header at all, as some scripts send it: what begins with a line that is no field is text. RFC 5322 §2.2. */
    private static boolean isText(byte[] theirs) {
        int name = 0;
        while (name < theirs.length && theirs[name] > ' ' && theirs[name] < 0x7F && theirs[name] != ':') name++;
        boolean blank = theirs.length > 0 && (theirs[0] == '\r' || theirs[0] == '\n');
        boolean field = name > 0 && name < theirs.length && theirs[name] == ':';
        return !blank && !field;
    }

    private String missing(SmtpEnvelope envelope, HeaderBlock block) {
        var missing = new StringBuilder();
        if (!has(block, "from")) {
            envelope.sender().ifPresent(sender -> missing.append("From: <" + sender + ">\r\n"));
        }
        if (!has(block, "date")) missing.append("Date: " + Dates.written(clock.instant()) + "\r\n");
        if (!has(block, "message-id")) missing.append("Message-ID: <" + envelope.id() + "@" + hostName + ">\r\n");
        return missing.toString();
    }

    private static boolean has(HeaderBlock block, String name) {
        return block.fields().stream().anyMatch(field -> field.name().equalsIgnoreCase(name));
    }

    private static void writeWithoutBcc(ByteArrayOutputStream out, byte[] header, HeaderBlock block) {
        int at = 0;
        for (var field : block.fields()) {
            if (!field.name().equalsIgnoreCase("bcc")) continue;
            int start = (int) field.span().start();
            out.write(header, at, start - at);
            at = (int) field.span().end();
        }
        out.write(header, at, header.length - at);
    }
}
