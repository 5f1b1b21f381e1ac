package org.mailstead.outbound;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;

/** A web server that is asked once, over TLS, and answers in its way. */
final class SimulatedPolicyHost implements SimulatedPeer {
    /** How. */
    enum Manner {
        POLICY("200 OK", "text/plain"),
        HTML("200 OK", "text/html"),
        FAILS("500 Internal Server Error", "text/plain"),
        REDIRECTS("302 Found", "text/plain"),
        GONE("404 Not Found", "text/plain"),
        /** More than anybody reads. */
        HUGE("200 OK", "text/plain"),
        HANGS("", ""),
        CLOSES("", "");

        private final String status;
        private final String mediaType;

        Manner(String status, String mediaType) {
            this.status = status;
            this.mediaType = mediaType;
        }
    }

    private static final int HUGE = 200 * 1024;

    private final Manner manner;
    private final String body;
    private final Runnable answered;
    private final SimulatedTls tls;
    private final StringBuilder request = new StringBuilder();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private boolean closed;

    /** @param answered told when the whole answer is given */
    SimulatedPolicyHost(Manner manner, String body, SSLContext context, Runnable answered) {
        this.manner = manner;
        this.body = manner == Manner.HUGE ? "x".repeat(HUGE) : body;
        this.answered = answered;
        tls = new SimulatedTls(context);
    }

    @Override
    public void hear(byte[] bytes, int offset, int length) {
        if (closed) return;
        request.append(new String(tls.open(bytes, offset, length), StandardCharsets.US_ASCII));
        said.writeBytes(tls.take());
        if (request.indexOf("\r\n\r\n") < 0) return;
        request.setLength(0);
        if (manner == Manner.HANGS) return;
        closed = true;
        if (manner == Manner.CLOSES) return;
        String answer = "HTTP/1.1 " + manner.status + "\r\nContent-Type: " + manner.mediaType
                + "\r\nLocation: https://elsewhere.example/\r\n\r\n" + body;
        said.writeBytes(tls.seal(answer.getBytes(StandardCharsets.US_ASCII)));
        said.writeBytes(tls.end());
        answered.run();
    }

    @Override
    public byte[] take() {
        byte[] bytes = said.toByteArray();
        said.reset();
        return bytes;
    }

    @Override
    public boolean hasHungUp() {
        return closed;
    }
}
