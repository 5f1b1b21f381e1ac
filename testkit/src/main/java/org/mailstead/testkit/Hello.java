package org.mailstead.testkit;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How a client begins TLS, as a server or a box before it sees it.
 *
 * @param versions of TLS that it offers, as {@code TLSv1.3}
 * @param name of the server that it means; empty if it does not say
 */
public record Hello(Set<String> versions, Optional<String> name) {
    private static final int HEADER = 5;
    private static final int HANDSHAKE = 0x16;

    /** Version and random bytes. RFC 8446 §4.1.2. */
    private static final int BEFORE_SESSION = 2 + 32;

    private static final int SERVER_NAME = 0;
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int TLS_1_3 = 0x0304;
    private static final int TLS_1_2 = 0x0303;

    /** What somebody does about it. */
    public enum Reaction {
        GOES_ON,
        /** Hangs up without a word. */
        HANGS_UP,
        /** RFC 8446 §6.2: alert protocol_version. */
        KNOWS_NO_SUCH_VERSION,
        /** RFC 6066 §3: alert unrecognized_name. */
        KNOWS_NO_SUCH_NAME;

        /** The alert, as a record; nothing where there is none. */
        byte[] alert() {
            return switch (this) {
                case GOES_ON, HANGS_UP -> new byte[0];
                case KNOWS_NO_SUCH_VERSION -> new byte[] {0x15, 3, 3, 0, 2, 2, 70};
                case KNOWS_NO_SUCH_NAME -> new byte[] {0x15, 3, 3, 0, 2, 2, 112};
            };
        }
    }

    /** Decides by how a client begins. */
    public interface Doorkeeper {
        Reaction to(Hello hello);
    }

    /** The first record of a connection, as it came. */
    static byte[] record(InputStream in) throws IOException {
        var data = new DataInputStream(in);
        byte[] header = new byte[HEADER];
        data.readFully(header);
        if (header[0] != HANDSHAKE) throw new EOFException("that is no TLS");
        byte[] whole = new byte[HEADER + ByteBuffer.wrap(header, 3, 2).getShort()];
        System.arraycopy(header, 0, whole, 0, HEADER);
        data.readFully(whole, HEADER, whole.length - HEADER);
        return whole;
    }

    /** @param record of a client that keeps to the standard: the tests' own */
    static Hello of(byte[] record) {
        var bytes = ByteBuffer.wrap(record, HEADER + 4 + BEFORE_SESSION, record.length - HEADER - 4 - BEFORE_SESSION);
        skip(bytes, bytes.get() & 0xff);
        skip(bytes, bytes.getShort() & 0xffff);
        skip(bytes, bytes.get() & 0xff);
        Set<String> versions = Set.of("TLSv1.2");
        Optional<String> name = Optional.empty();
        int end = (bytes.getShort() & 0xffff) + bytes.position();
        while (bytes.position() < end) {
            int type = bytes.getShort() & 0xffff;
            byte[] content = new byte[bytes.getShort() & 0xffff];
            bytes.get(content);
            if (type == SERVER_NAME) name = Optional.of(name(content));
            if (type == SUPPORTED_VERSIONS) versions = versions(content);
        }
        return new Hello(versions, name);
    }

    private static void skip(ByteBuffer bytes, int count) {
        bytes.position(bytes.position() + count);
    }

    /** Behind the length of the list, a kind and the length of the name. */
    private static String name(byte[] content) {
        int before = 5;
        return new String(content, before, content.length - before, StandardCharsets.US_ASCII);
    }

    private static Set<String> versions(byte[] content) {
        var versions = new HashSet<String>();
        for (int i = 1; i + 1 < content.length; i += 2) {
            int version = ByteBuffer.wrap(content, i, 2).getShort() & 0xffff;
            if (version == TLS_1_3) versions.add("TLSv1.3");
            if (version == TLS_1_2) versions.add("TLSv1.2");
        }
        return Set.copyOf(versions);
    }
}
