package org.mailstead.store.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.mailstead.store.BlobId;
import org.mailstead.store.Partition;

/** The name of a partition in sixteen bytes: of its SHA-256, so that every node knows it without asking. */
final class PartitionKey {
    private PartitionKey() {}

    static UUID of(Partition partition) {
        var digest = ByteBuffer.wrap(
                BlobId.of(partition.toString().getBytes(US_ASCII)).bytes());
        return new UUID(digest.getLong(), digest.getLong());
    }
}
