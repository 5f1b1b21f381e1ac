package org.mailstead.outbound;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.mailstead.store.BlobId;
import org.mailstead.store.BlobStore;

/**
 * The bytes of a message under header fields that come on top, in the place of its return path.
 *
 * @param blob where they are now
 * @param bytes their length
 */
record ToppedContent(BlobId blob, long bytes) {
    /** Writes them; they become durable with the commit that names them. */
    static ToppedContent put(BlobStore blobs, BlobId content, String top) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long bytes;
            try (InputStream all = open(blobs, content, top);
                    var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
                bytes = all.transferTo(out);
            }
            BlobId blob = BlobId.ofSha256(digest.digest());
            blobs.put(blob, () -> open(blobs, content, top), bytes);
            return new ToppedContent(blob, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(BlobStore blobs, BlobId content, String top) throws IOException {
        InputStream in = blobs.open(content);
        if (in == null) throw new FileNotFoundException("the bytes of a message that goes on are not there");
        return new SequenceInputStream(
                new ByteArrayInputStream(top.getBytes(StandardCharsets.UTF_8)), ReturnPath.skip(in));
    }
}
