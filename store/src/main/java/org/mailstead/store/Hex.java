package org.mailstead.store;

import java.util.HexFormat;

/** Keys in messages for people. */
final class Hex {
    /** Enough to tell which table a key belongs to without filling a log line. */
    private static final int SHOWN_BYTES = 48;

    private Hex() {}

    static String shown(byte[] bytes) {
        if (bytes.length <= SHOWN_BYTES) return HexFormat.of().formatHex(bytes);
        return HexFormat.of().formatHex(bytes, 0, SHOWN_BYTES) + "… (" + bytes.length + " bytes)";
    }
}
