package org.mailstead.ladder;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mailstead.ladder.PortFacts.Tls;

/**
 * Begins TLS as programs of twenty years ago did, and looks at the first answer only: a server that takes this and not what Java says knows
 * old versions or old ciphers only. Nothing is ever sent over what would come of it.
 */
final class OldHello {
    /** That are enough to see the version in a ServerHello. RFC 5246 §7.4.1.3. */
    static final int ANSWER_BYTES = 11;

    private static final int HANDSHAKE = 0x16;
    private static final int SERVER_HELLO = 2;
    private static final int TLS_1_2 = 0x0303;

    /** RSA and ephemeral keys with AES, Camellia, 3DES, RC4 and DES: what servers since 1999 know. RFC 5246 §A.5. */
    private static final int[] CIPHERS = {
        0xc02f, 0xc030, 0xc02b, 0xc02c, 0xc013, 0xc014, 0xc009, 0xc00a, 0xc012, 0xc011, 0x009c, 0x009d, 0x003c, 0x003d,
        0x0033, 0x0039, 0x0016, 0x002f, 0x0035, 0x0041, 0x0084, 0x000a, 0x0005, 0x0004, 0x0009, 0x0015, 0x0032, 0x0038,
        0x0013, 0x00ff
    };

    private OldHello() {}

    static byte[] of(String host) {
        var body = new ByteArrayOutputStream();
        two(body, TLS_1_2);
        // Is to be random where something comes of it.
        for (int i = 0; i < 32; i++) body.write(7 * i + 1);
        body.write(0);
        two(body, CIPHERS.length * 2);
        for (int cipher : CIPHERS) two(body, cipher);
        body.write(1);
        body.write(0);
        var extensions = new ByteArrayOutputStream();
        // RFC 6066 §3: no addresses.
        if (!host.matches("[0-9.]+|.*:.*")) extension(extensions, 0, serverName(host));
        extension(extensions, 10, new byte[] {0, 6, 0, 23, 0, 24, 0, 25});
        extension(extensions, 11, new byte[] {1, 0});
        extension(extensions, 13, new byte[] {0, 16, 4, 1, 4, 3, 5, 1, 5, 3, 6, 1, 6, 3, 2, 1, 2, 3});
        two(body, extensions.size());
        body.writeBytes(extensions.toByteArray());

        var record = new ByteArrayOutputStream();
        record.write(HANDSHAKE);
        // RFC 5246 §E.1: in the record, the oldest version that is spoken.
        two(record, 0x0301);
        two(record, body.size() + 4);
        record.write(1);
        record.write(0);
        two(record, body.size());
        record.writeBytes(body.toByteArray());
        return record.toByteArray();
    }

    private static byte[] serverName(String host) {
        byte[] name = host.getBytes(StandardCharsets.US_ASCII);
        var out = new ByteArrayOutputStream();
        two(out, name.length + 3);
        out.write(0);
        two(out, name.length);
        out.writeBytes(name);
        return out.toByteArray();
    }

    private static void extension(ByteArrayOutputStream out, int type, byte[] bytes) {
        two(out, type);
        two(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void two(ByteArrayOutputStream out, int value) {
        out.write(value >> 8);
        out.write(value);
    }

    /** Why Java could not agree with a server that gives this answer; empty if it tells nothing. */
    static Optional<Tls.Why> why(byte[] answer) {
        if (answer.length < ANSWER_BYTES || answer[0] != HANDSHAKE || answer[5] != SERVER_HELLO)
            return Optional.empty();
        int version = (answer[9] & 0xff) << 8 | (answer[10] & 0xff);
        if (version < 0x0300) return Optional.empty();
        return Optional.of(version < TLS_1_2 ? Tls.Why.OLD_VERSION : Tls.Why.NO_CIPHER);
    }
}
