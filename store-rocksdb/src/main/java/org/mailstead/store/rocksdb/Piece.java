package org.mailstead.store.rocksdb;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.mailstead.store.StoreFault;

/**
 * How a piece of a blob is stored: one byte for the form, the CRC-32C of the plain bytes, then these, compressed where
 * that saves something.
 */
final class Piece {
    /** Small enough that a range read wastes little, large enough that a big message is not thousands of rows. */
    static final int BYTES = 256 * 1024;

    private static final int HEAD_BYTES = 5;
    private static final byte PLAIN = 0;
    private static final byte ZSTD = 1;

    /** The level zstd itself takes as standard: about 300 MB/s, so less than a millisecond for a piece. */
    private static final int LEVEL = 3;

    /** Compressed is kept if it saves at least one byte in this many. */
    private static final int WORTHWHILE = 16;

    private Piece() {}

    static byte[] pack(byte[] plain) {
        byte[] compressed = Zstd.compress(plain, LEVEL);
        boolean worthwhile = compressed.length < plain.length - plain.length / WORTHWHILE;
        byte[] payload = worthwhile ? compressed : plain;
        return ByteBuffer.allocate(HEAD_BYTES + payload.length)
                .put(worthwhile ? ZSTD : PLAIN)
                .putInt(crc(plain))
                .put(payload)
                .array();
    }

    /** @throws StoreFault if it is not {@code length} bytes with the right checksum, naming it as {@code what} */
    static byte[] unpack(byte[] packed, int length, Object what, Unpacker unpacker) {
        if (packed.length < HEAD_BYTES) throw new StoreFault(what + " is damaged: it is too short");
        ByteBuffer head = ByteBuffer.wrap(packed);
        byte form = head.get();
        int crc = head.getInt();
        byte[] plain = switch (form) {
            case PLAIN -> Arrays.copyOfRange(packed, HEAD_BYTES, packed.length);
            case ZSTD -> decompress(packed, length, what, unpacker);
            default -> throw new StoreFault(what + " is damaged: form " + form + " is unknown");
        };
        if (plain.length != length) {
            throw new StoreFault("%s is damaged: %d bytes instead of %d".formatted(what, plain.length, length));
        }
        if (crc(plain) != crc) throw new StoreFault(what + " is damaged: its checksum is wrong");
        return plain;
    }

    private static byte[] decompress(byte[] packed, int length, Object what, Unpacker unpacker) {
        try {
            return unpacker.unpack(packed, HEAD_BYTES, length);
        } catch (ZstdException e) {
            throw new StoreFault(what + " is damaged: " + e.getMessage(), e);
        }
    }

    private static int crc(byte[] plain) {
        CRC32C crc = new CRC32C();
        crc.update(plain);
        return (int) crc.getValue();
    }
}
