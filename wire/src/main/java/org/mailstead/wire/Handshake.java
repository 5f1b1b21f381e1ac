package org.mailstead.wire;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocket;

/**
 * The beginning of TLS.
 *
 * @param within how long it may take: the time-out of each read does not bound one that drips
 */
record Handshake(Socket socket, Deadlines deadlines, Duration within) {
    /** TLS over a plain connection, on either side. */
    interface Layer {
        SSLSocket over(Socket plain) throws IOException;
    }

    /** @throws TlsHandshakeFailed with a plain reason if no TLS comes about */
    SSLSocket begin(Layer layer) throws IOException {
        SSLSocket secure = layer.over(socket);
        deadlines.readEndsWithin(within);
        deadlines.writeEndsWithin(within);
        try {
            socket.setSoTimeout((int) within.toMillis());
            secure.startHandshake();
        } catch (IOException e) {
            throw TlsHandshakeFailed.because(e, deadlines.hasCut());
        } finally {
            deadlines.readEnded();
            deadlines.writeEnded();
        }
        return secure;
    }
}
