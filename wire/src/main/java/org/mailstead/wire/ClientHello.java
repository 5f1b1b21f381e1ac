package org.mailstead.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The first message of a TLS client, in the open before anything is answered. RFC 8446 §4.1.2.
 *
 * @param protocols what it would speak, best first (ALPN, RFC 7301 §3.1); none where it does not say, or where these bytes are no such
 *     message
 */
record ClientHello(List<String> protocols) {
    /** Looked at, with the heads of its records. Programs send half a KiB to two; who sends more is none that wants a protocol of ours. */
    static final int MOST_BYTES = 3 * 1024;

    private static final int RECORD_HEAD_BYTES = 5;

    private static final ClientHello NONE = new ClientHello(List.of());

    private static final int HANDSHAKE = 0x16;
    private static final int CLIENT_HELLO = 1;
    private static final int ALPN = 16;
    private static final int RANDOM_BYTES = 32;

    /** Reads no byte behind it, and where it is none not many. */
    static ClientHello read(InputStream in) throws IOException {
        var message = new ByteArrayOutputStream();
        int left = MOST_BYTES;
        try {
            // It may be cut into several records. RFC 8446 §5.1.
            do {
                if (next(in) != HANDSHAKE || next(in) != 3) return NONE;
                next(in);
                int length = next(in) << 8 | next(in);
                left -= RECORD_HEAD_BYTES + length;
                if (length == 0 || left < 0) return NONE;
                byte[] piece = in.readNBytes(length);
                if (piece.length < length) return NONE;
                message.write(piece);
            } while (isUnfinished(message.toByteArray()));
            return new ClientHello(protocols(ByteBuffer.wrap(message.toByteArray())));
        } catch (EOFException | BufferUnderflowException e) {
            return NONE;
        }
    }

    private static boolean isUnfinished(byte[] message) {
        if (message[0] != CLIENT_HELLO) return false;
        if (message.length < 4) return true;
        int length = (message[1] & 0xff) << 16 | (message[2] & 0xff) << 8 | (message[3] & 0xff);
        return message.length - 4 < length;
    }

    private static List<String> protocols(ByteBuffer message) {
        if (message.get() != CLIENT_HELLO) return List.of();
        var hello = part(message, byteOf(message) << 16 | shortOf(message));
        part(hello, 2 + RANDOM_BYTES);
        part(hello, byteOf(hello)); // the session to go on with
        part(hello, shortOf(hello)); // cipher suites
        part(hello, byteOf(hello)); // compression
        if (!hello.hasRemaining()) return List.of();
        var extensions = part(hello, shortOf(hello));
        while (extensions.hasRemaining()) {
            int type = shortOf(extensions);
            var content = part(extensions, shortOf(extensions));
            if (type == ALPN) return names(part(content, shortOf(content)));
        }
        return List.of();
    }

    private static List<String> names(ByteBuffer list) {
        var names = new ArrayList<String>();
        while (list.hasRemaining()) {
            var name = part(list, byteOf(list));
            names.add(StandardCharsets.ISO_8859_1.decode(name).toString());
        }
        return List.copyOf(names);
    }

    private static int byteOf(ByteBuffer from) {
        return from.get() & 0xff;
    }

    private static int shortOf(ByteBuffer from) {
        return from.getShort() & 0xffff;
    }

    /** Takes the next so many bytes off. */
    private static ByteBuffer part(ByteBuffer from, int length) {
        if (length > from.remaining()) throw new BufferUnderflowException();
        var part = from.slice(from.position(), length);
        from.position(from.position() + length);
        return part;
    }

    private static int next(InputStream in) throws IOException {
        int b = in.read();
        if (b < 0) throw new EOFException("the connection ended within the first message of TLS");
        return b;
    }
}
