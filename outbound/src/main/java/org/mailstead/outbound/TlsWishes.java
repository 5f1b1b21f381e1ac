package org.mailstead.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.message.HeaderBlock;
import org.mailstead.store.BlobStore;

/** What the sender of a message says of TLS on its way, beside what the owners of domains want. RFC 8689 §2, §3. */
final class TlsWishes {
    private static final String FIELD = "TLS-Required";

    /** Of a header that is looked through for the field. */
    private static final int HEADER_BYTES = 64 * 1024;

    private final QueuedMessage message;
    private final BlobStore blobs;
    private @Nullable Boolean waived;

    TlsWishes(QueuedMessage message, BlobStore blobs) {
        this.message = message;
        this.blobs = blobs;
    }

    /**
     * Whether it must not go but over TLS, to hosts that are the right ones for certain. Reports about such mail should, but
     * somebody would wait for them in vain. RFC 8689 §5.
     */
    boolean isRequired() {
        return message.wants().requireTls() && message.sender().isPresent();
    }

    /** Whether it shall arrive, over TLS or not. Read from its header when somebody asks. */
    boolean isWaived() {
        // Who asks for TLS in the envelope means it. RFC 8689 §3.
        if (message.wants().requireTls()) return false;
        Boolean known = waived;
        if (known == null) known = isWaivedInHeader();
        waived = known;
        return known;
    }

    private boolean isWaivedInHeader() {
        try (InputStream content = blobs.open(message.content())) {
            if (content == null) return false;
            List<String> values = HeaderBlock.parse(content.readNBytes(HEADER_BYTES)).fields().stream()
                    .filter(field -> field.name().equalsIgnoreCase(FIELD))
                    .map(field -> field.value().strip())
                    .toList();
            return values.size() == 1 && values.getFirst().equalsIgnoreCase("No");
        } catch (IOException e) {
            // It cannot be brought either, and then it is told.
            return false;
        }
    }
}
