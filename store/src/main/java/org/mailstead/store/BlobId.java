package org.mailstead.store;

import java.util.Arrays;
import java.util.HexFormat;

/** The SHA-256 of a blob's bytes, which is its name. */
public final class BlobId {
    public static final int BYTES = 32;
    private final byte[] sha256;

    private BlobId(byte[] sha256) {
        if (sha256.length != BYTES) throw new IllegalArgumentException("a SHA-256 has 32 bytes, not " + sha256.length);
        this.sha256 = sha256;
    }

    public static BlobId ofSha256(byte[] sha256) {
        return new BlobId(sha256.clone());
    }

    /** The name of these bytes. */
    public static BlobId of(byte[] content) {
        return new BlobId(VerifiedInput.sha256().digest(content));
    }

    public byte[] bytes() {
        return sha256.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlobId that && Arrays.equals(sha256, that.sha256);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sha256);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(sha256);
    }
}
