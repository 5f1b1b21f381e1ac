package org.mailstead.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The bytes of a blob on their way into a store. At their end it has seen all of them and throws {@link StoreFault} if
 * they were not {@code length} bytes with the SHA-256 the blob is named by; so does reading beyond that length.
 */
public final class VerifiedInput extends FilterInputStream {
    private final BlobId id;
    private final long length;
    private final MessageDigest digest = sha256();
    private long seen;
    private boolean verified;

    public VerifiedInput(InputStream in, BlobId id, long length) {
        super(in);
        this.id = id;
        this.length = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        int got = in.read(into, offset, count);
        if (got < 0) {
            verify();
            return -1;
        }
        seen += got;
        if (seen > length) throw new StoreFault("the source of blob " + id + " has more than " + length + " bytes");
        digest.update(into, offset, got);
        return got;
    }

    @Override
    public long skip(long count) {
        throw new UnsupportedOperationException("bytes skipped could not be verified");
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void verify() {
        if (verified) return;
        if (seen != length) {
            throw new StoreFault("the source of blob %s ended at %d of %d bytes".formatted(id, seen, length));
        }
        BlobId found = BlobId.ofSha256(digest.digest());
        if (!found.equals(id)) throw new StoreFault("the bytes given for blob " + id + " are those of " + found);
        verified = true;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
