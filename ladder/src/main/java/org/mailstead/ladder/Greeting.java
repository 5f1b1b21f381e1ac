package org.mailstead.ladder;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailstead.ladder.PortFacts.First;
import org.mailstead.ladder.PortFacts.First.Kind;
import org.mailstead.settings.MailServer.Protocol;

/** Whose first words they are. */
final class Greeting {
    /** Of its text for people. */
    private static final int CHARACTERS = 200;

    /** Content types of TLS records that come first: alerts and handshakes. RFC 8446 §5.1. */
    private static final int ALERT = 0x15;

    private static final int HANDSHAKE = 0x16;

    private static final Pattern REPLY = Pattern.compile("\\d\\d\\d([ -].*)?", Pattern.DOTALL);

    private Greeting() {}

    /** @param bytes at least one */
    static First of(byte[] bytes) {
        if (isRecord(bytes[0]) && (bytes.length < 2 || bytes[1] == 3)) return new First(Kind.TLS, "");
        String text = Words.of(bytes);
        return new First(kind(text.toUpperCase(Locale.ROOT)), Words.clean(text, CHARACTERS));
    }

    static boolean isRecord(byte first) {
        return first == ALERT || first == HANDSHAKE;
    }

    private static Kind kind(String text) {
        if (begins(text, "* OK") || begins(text, "* PREAUTH")) return Kind.IMAP;
        if (begins(text, "+OK")) return Kind.POP3;
        if (begins(text, "* BYE") || begins(text, "-ERR")) return Kind.REFUSAL;
        String line = text.lines().findFirst().orElse("");
        if (REPLY.matcher(line).matches())
            return switch (line.charAt(0)) {
                case '2' -> line.startsWith("220") ? Kind.SMTP : Kind.OTHER;
                // RFC 5321 §3.1: 554 in place of a greeting; 421 is what busy servers say.
                case '4', '5' -> Kind.REFUSAL;
                default -> Kind.OTHER;
            };
        return text.startsWith("HTTP/") || text.startsWith("<!DOCTYPE HTML") || text.startsWith("<HTML")
                ? Kind.HTTP
                : Kind.OTHER;
    }

    private static boolean begins(String text, String word) {
        return text.startsWith(word) && (text.length() == word.length() || text.charAt(word.length()) <= ' ');
    }

    /** Whether somebody greets who is ready to talk this. */
    static boolean speaks(String greeting, Protocol wanted) {
        return protocol(kind(greeting.toUpperCase(Locale.ROOT))).equals(Optional.of(wanted));
    }

    /** The protocol of a server that is ready to talk. */
    static Optional<Protocol> protocol(Kind kind) {
        return switch (kind) {
            case IMAP -> Optional.of(Protocol.IMAP);
            case POP3 -> Optional.of(Protocol.POP3);
            case SMTP -> Optional.of(Protocol.SMTP);
            default -> Optional.empty();
        };
    }
}
