package org.mailstead.outbound;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/** A server's side of TLS that turns bytes into bytes, without a socket or a thread. */
final class SimulatedTls {
    /** More than a record. */
    private static final int ROOM = 32 * 1024;

    private final SSLEngine engine;
    private final ByteBuffer heard = ByteBuffer.allocate(4 * ROOM);
    private final ByteBuffer room = ByteBuffer.allocate(ROOM);
    private final ByteArrayOutputStream toSay = new ByteArrayOutputStream();

    SimulatedTls(SSLContext context) {
        engine = context.createSSLEngine();
        engine.setUseClientMode(false);
    }

    /** What it has to say by itself, for the handshake. */
    byte[] take() {
        byte[] bytes = toSay.toByteArray();
        toSay.reset();
        return bytes;
    }

    /** What was meant by what it hears; empty as long as there is no TLS yet. */
    byte[] open(byte[] bytes, int offset, int length) {
        heard.put(bytes, offset, length);
        var plain = new ByteArrayOutputStream();
        try {
            while (!engine.isInboundDone()) {
                switch (engine.getHandshakeStatus()) {
                    case NEED_TASK -> {
                        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask())
                            task.run();
                    }
                    case NEED_WRAP -> wrap(ByteBuffer.allocate(0));
                    default -> {
                        if (!unwrapped(plain)) return plain.toByteArray();
                    }
                }
            }
        } catch (SSLException e) {
            // The other side has had enough, or is none: nothing more is understood.
        }
        return plain.toByteArray();
    }

    private boolean unwrapped(ByteArrayOutputStream plain) throws SSLException {
        heard.flip();
        SSLEngineResult result = engine.unwrap(heard, room.clear());
        heard.compact();
        plain.write(room.array(), 0, room.position());
        return result.bytesConsumed() > 0;
    }

    byte[] seal(byte[] plain) {
        try {
            ByteBuffer rest = ByteBuffer.wrap(plain);
            while (rest.hasRemaining()) wrap(rest);
            return take();
        } catch (SSLException e) {
            throw new AssertionError(e);
        }
    }

    /** The last that it has to say. */
    byte[] end() {
        try {
            engine.closeOutbound();
            while (!engine.isOutboundDone()) wrap(ByteBuffer.allocate(0));
            return take();
        } catch (SSLException e) {
            throw new AssertionError(e);
        }
    }

    private void wrap(ByteBuffer plain) throws SSLException {
        engine.wrap(plain, room.clear());
        toSay.write(room.array(), 0, room.position());
    }
}
