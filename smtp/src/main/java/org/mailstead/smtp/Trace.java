package org.mailstead.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.mailstead.message.Dates;

/** The fields this server puts on top of a message. RFC 5321 §4.4. */
final class Trace {
    private static final byte[] RECEIVED = "received:".getBytes(StandardCharsets.US_ASCII);

    private final SmtpSession session;

    Trace(SmtpSession session) {
        this.session = session;
    }

    byte[] fields(SmtpEnvelope envelope) {
        SmtpPeer peer = envelope.peer();
        String sender = envelope.sender().map(SmtpAddress::toString).orElse("");
        var text = new StringBuilder();
        text.append("Return-Path: <").append(sender).append(">\r\n");
        text.append("Received: from ").append(peer.helloName());
        text.append(" (").append(literal(peer.address().getAddress())).append(")\r\n");
        text.append("\tby ").append(session.host().hostName()).append(" (Mailstead)");
        text.append(" with ").append(protocol(envelope));
        String tls = session.connection().tlsFacts();
        if (tls != null) text.append(" (").append(tls).append(")");
        text.append("\r\n\tid ").append(envelope.id());
        // With several, each would learn of the others, blind copies too. RFC 5321 §7.2.
        if (envelope.recipients().size() == 1)
            text.append("\r\n\tfor <")
                    .append(envelope.recipients().getFirst().address())
                    .append(">");
        text.append(";\r\n\t")
                .append(Dates.written(session.host().clock().instant()))
                .append("\r\n");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** RFC 3848 §1, RFC 6531 §4.3. */
    private String protocol(SmtpEnvelope envelope) {
        SmtpPeer peer = envelope.peer();
        if (!peer.extended()) return "SMTP";
        boolean lmtp = session.profile() == SmtpProfile.LMTP;
        String usual = lmtp ? "LMTP" : "ESMTP";
        return (envelope.parameters().smtpUtf8() ? (lmtp ? "UTF8LMTP" : "UTF8SMTP") : usual)
                + (session.connection().isEncrypted() ? "S" : "")
                + (peer.signedIn().isPresent() ? "A" : "");
    }

    /** RFC 5321 §4.1.3. */
    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        if (zone >= 0) text = text.substring(0, zone);
        return address instanceof Inet6Address ? "[IPv6:" + text + "]" : "[" + text + "]";
    }

    /** Counts the {@code Received} fields of a message's header up to {@code enough}. RFC 5321 §6.3. */
    static int countReceived(InputStream message, int enough) throws IOException {
        byte[] piece = new byte[8 * 1024];
        int count = 0;
        // Characters of the line so far, its CR left out; and how many of them are those of the name.
        int length = 0;
        int matching = 0;
        for (int n = message.read(piece); n > 0; n = message.read(piece)) {
            for (int i = 0; i < n; i++) {
                byte b = piece[i];
                if (b == '\n') {
                    if (length == 0) return count;
                    length = 0;
                    matching = 0;
                } else if (b != '\r') {
                    if (matching == length && matching < RECEIVED.length && lower(b) == RECEIVED[matching]) {
                        matching++;
                        if (matching == RECEIVED.length && ++count == enough) return count;
                    }
                    length++;
                }
            }
        }
        return count;
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }
}
