package org.mailstead.wire;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** No TLS came about. The message is a plain reason, fit for one line of the log. */
public final class TlsHandshakeFailed extends IOException {
    private TlsHandshakeFailed(String reason, Throwable cause) {
        super(reason, cause);
    }

    static TlsHandshakeFailed because(IOException cause, boolean tooLate) {
        return new TlsHandshakeFailed("TLS handshake failed: " + reason(cause, tooLate), cause);
    }

    private static String reason(IOException cause, boolean tooLate) {
        if (tooLate || cause instanceof SocketTimeoutException) return "the peer took too long";
        String said = text(cause.getMessage());
        String low = said.toLowerCase(Locale.ROOT);
        if (low.contains("unrecognized ssl message") || low.contains("plaintext connection"))
            return "the peer sent plain text, it does not know that TLS is expected here";
        if (low.contains("certificate_unknown") || low.contains("unknown_ca") || low.contains("bad_certificate"))
            return "the peer does not trust our certificate (" + said + ")";
        if (low.contains("certificate_expired")) return "the peer says our certificate has expired";
        if (low.contains("protocol version") || low.contains("client requested protocol"))
            return "the peer offers only TLS versions older than 1.2 (" + said + ")";
        if (low.contains("no cipher suites in common")) return "the peer offers no cipher we accept";
        if (cause instanceof EOFException || cause instanceof SocketException || low.contains("terminated"))
            return "the peer hung up";
        return said;
    }

    /** The peer's bytes can be in such a message: one line of it, and no control characters, go into the log. */
    static String text(@Nullable String message) {
        if (message == null) return "no reason known";
        String plain = message.replaceAll("\\p{Cntrl}", " ");
        return plain.length() > 200 ? plain.substring(0, 200) : plain;
    }
}
