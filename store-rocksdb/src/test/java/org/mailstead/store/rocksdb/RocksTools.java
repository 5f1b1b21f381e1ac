package org.mailstead.store.rocksdb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.mailstead.store.BlobId;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyReader;
import org.mailstead.store.Rows;
import org.rocksdb.WriteBatch;

/** Looking at, and damaging, what is in the database beneath a store. */
final class RocksTools {
    private RocksTools() {}

    static List<byte[]> keys(RocksStore store, Family family, KeyRange range) {
        List<byte[]> keys = new ArrayList<>();
        store.live()
                .use(database ->
                        database.rows(family, range, Rows.Order.ASCENDING, Integer.MAX_VALUE, Integer.MAX_VALUE))
                .forEach(row -> keys.add(row.key()));
        return keys;
    }

    static KeyRange pieces(BlobId id) {
        byte[] header = Keys.header(id);
        header[0] = 'p';
        return KeyRange.prefix(header);
    }

    /** Uploads that have pieces but are not the one a header names, as text. */
    static Set<String> uploadsWithoutHeader(RocksStore store) {
        Set<String> left = new HashSet<>();
        for (byte[] key : keys(store, Family.BLOBS, KeyRange.prefix(new byte[] {'p'}))) {
            KeyReader in = new KeyReader(key);
            in.u8();
            BlobId id = BlobId.ofSha256(in.bytes(BlobId.BYTES));
            long upload = in.u64();
            BlobHeader header =
                    store.live().use(database -> BlobHeader.of(database.get(Family.BLOBS, Keys.header(id))));
            if (header == null || header.upload() != upload) {
                left.add(id + " " + HexFormat.of().toHexDigits(upload));
            }
        }
        return left;
    }

    static void put(RocksStore store, Family family, byte[] key, byte[] value) throws Exception {
        store.live().write(database -> {
            try (WriteBatch batch = new WriteBatch()) {
                batch.put(database.handle(family), key, value);
                database.write(batch, true);
            }
        });
    }

    static void delete(RocksStore store, Family family, byte[] key) throws Exception {
        store.live().write(database -> {
            try (WriteBatch batch = new WriteBatch()) {
                batch.delete(database.handle(family), key);
                database.write(batch, true);
            }
        });
    }

    static void flush(RocksStore store) throws Exception {
        store.live().write(database -> {
            database.flush(Family.ROWS);
            database.flush(Family.BLOBS);
        });
    }
}
