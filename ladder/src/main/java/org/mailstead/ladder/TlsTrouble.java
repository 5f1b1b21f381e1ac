package org.mailstead.ladder;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailstead.ladder.PortFacts.Retry;
import org.mailstead.ladder.PortFacts.Tls;
import org.mailstead.ladder.PortFacts.Tls.Why;

/**
 * Why no TLS came about.
 *
 * @param sure whether there is nothing to be learned by a second try in an old way
 */
record TlsTrouble(Why why, boolean sure, String said) {
    private static final int CHARACTERS = 200;

    /** @param failure of {@link org.mailstead.wire.Connection#startTls} */
    static TlsTrouble of(IOException failure) {
        Throwable cause = Optional.ofNullable(failure.getCause()).orElse(failure);
        String text = Words.clean(String.valueOf(cause.getMessage()), CHARACTERS);
        String low = text.toLowerCase(Locale.ROOT);
        // Texts of Java's own; it has no other way to tell these apart.
        if (low.contains("unrecognized ssl message")
                || low.contains("plaintext connection")
                || low.contains("unknown record type")
                || low.contains("invalid record type")) return new TlsTrouble(Why.NOT_TLS, true, text);
        if (low.contains("protocol_version")
                || low.contains("protocol version")
                || low.contains("client requested protocol")
                || low.contains("is not accepted by client")) return new TlsTrouble(Why.OLD_VERSION, true, text);
        if (low.contains("insufficient_security") || low.contains("no cipher suites in common"))
            return new TlsTrouble(Why.NO_CIPHER, true, text);
        if (low.contains("unrecognized_name")) return new TlsTrouble(Why.UNKNOWN_NAME, true, text);
        if (low.contains("handshake_failure")) return new TlsTrouble(Why.NO_CIPHER, false, text);
        boolean silent = cause instanceof SocketTimeoutException
                || String.valueOf(failure.getMessage()).contains("too long");
        if (silent) return new TlsTrouble(Why.SILENT, false, text);
        boolean cut = cause instanceof EOFException || cause instanceof SocketException || low.contains("terminated");
        return new TlsTrouble(cut ? Why.CUT : Why.OTHER, !cut, text);
    }

    /** @param old what came of trying in an old way */
    TlsTrouble knowing(Optional<Why> old) {
        return old.map(each -> new TlsTrouble(each, true, said)).orElse(this);
    }

    /** Whether the other side spoke TLS, or might have, so that it may bear another way to begin it. */
    boolean mayBearLess() {
        return why != Why.NOT_TLS;
    }

    Tls.Failed failed(boolean onCommand) {
        return failed(onCommand, List.of());
    }

    Tls.Failed failed(boolean onCommand, List<Retry> retries) {
        return new Tls.Failed(onCommand, why, said, retries);
    }
}
