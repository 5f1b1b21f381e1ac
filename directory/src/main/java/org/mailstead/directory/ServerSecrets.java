package org.mailstead.directory;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.mailstead.directory.DirectoryKey.SecretKey;
import org.mailstead.directory.DirectoryRow.SecretRow;
import org.mailstead.store.Rows;

/** Keys that only this server knows, each made when it is first asked for, and the same from then on. */
public final class ServerSecrets {
    /** As long as the digest it keys. RFC 2104 §3. */
    private static final int BYTES = 32;

    private final DirectoryRows rows;
    private final RandomGenerator random;

    ServerSecrets(DirectoryRows rows, RandomGenerator random) {
        this.rows = rows;
        this.random = random;
    }

    /** @param name of its use, in ASCII; 32 bytes come back */
    public byte[] key(String name) {
        byte[] key = new SecretKey(name).encode();
        Optional<SecretRow> present = rows.read(now -> find(now, key));
        if (present.isPresent()) return present.get().bytes;
        byte[] drawn = new byte[BYTES];
        random.nextBytes(drawn);
        return rows.write(tx -> {
            Optional<SecretRow> first = find(tx, key);
            if (first.isPresent()) return first.get().bytes;
            tx.put(key, new SecretRow(drawn).encode());
            return drawn;
        });
    }

    private static Optional<SecretRow> find(Rows rows, byte[] key) {
        return Optional.ofNullable(rows.get(key)).map(SecretRow::decode);
    }
}
