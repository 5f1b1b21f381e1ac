package org.mailstead.outbound;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import org.mailstead.store.BlobId;
import org.mailstead.store.BlobStore;

/** How mail that this server writes itself gets its signature and comes to be where the queue finds it. */
final class OwnMail {
    private static final String RETURN_PATH = "Return-Path: <>\r\n";

    private final BlobStore blobs;
    private final QueueIds ids;
    private final OwnSignature signature;

    OwnMail(BlobStore blobs, QueueIds ids, OwnSignature signature) {
        this.blobs = blobs;
        this.ids = ids;
        this.signature = signature;
    }

    /** @param id of the mail, which was given to its text */
    record Written(String id, BlobId content, long bytes) {}

    /**
     * The bytes become durable with the commit that names them.
     *
     * @param text makes the message for the id it gets, from its return path on, with CRLF at the end of its lines
     */
    Written write(Instant now, Function<String, byte[]> text) {
        String id = ids.next(now);
        byte[] signed = signed(text.apply(id));
        BlobId content = BlobId.of(signed);
        blobs.put(content, () -> new ByteArrayInputStream(signed), signed.length);
        return new Written(id, content, signed.length);
    }

    private byte[] signed(byte[] message) {
        byte[] path = RETURN_PATH.getBytes(StandardCharsets.US_ASCII);
        int end = Arrays.mismatch(path, message) == path.length ? path.length : 0;
        byte[] fields = signature.fields(message);
        var out = new ByteArrayOutputStream(message.length + fields.length);
        out.write(message, 0, end);
        out.writeBytes(fields);
        out.write(message, end, message.length - end);
        return out.toByteArray();
    }
}
