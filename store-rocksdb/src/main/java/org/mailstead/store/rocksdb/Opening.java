package org.mailstead.store.rocksdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.Rows;
import org.mailstead.store.StoreOpenException;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a folder to an open database that is known to be ours and clean.
 *
 * @param opened how often this store was opened, this time included
 */
record Opening(StoreFolder folder, LiveDatabase live, long opened) {
    private static final Logger log = LoggerFactory.getLogger(Opening.class);

    /** Uploads in one run of the program that have numbers of their own: the low bits. */
    private static final int UPLOAD_BITS = 40;

    private static final int LEFT_OVER_ROWS = 1000;
    private static final int LEFT_OVER_BYTES = 1024 * 1024;

    static long firstUpload(long opened) {
        return opened << UPLOAD_BITS;
    }

    static Opening of(Path path, RocksSettings settings) {
        StoreFolder folder = StoreFolder.take(path);
        LiveDatabase live = null;
        try {
            refuseForeignDatabase(path, folder.database());
            Files.createDirectories(folder.database());
            live = new LiveDatabase(folder.database(), settings);
            long opened = countOpening(path, live);
            removeLeftOvers(live);
            if (folder.isNew()) folder.finish();
            return new Opening(folder, live, opened);
        } catch (RocksDBException | IOException | RuntimeException e) {
            if (live != null) live.close();
            folder.close();
            if (e instanceof StoreOpenException known) throw known;
            throw new StoreOpenException(
                    "The store in %s cannot be opened: %s. If the disk is sound and not full, restore the folder from a backup."
                            .formatted(path, e.getMessage()),
                    e);
        }
    }

    private static void refuseForeignDatabase(Path path, Path database) throws RocksDBException {
        if (!Files.exists(database.resolve("CURRENT"))) return;
        RocksDB.loadLibrary();
        List<String> known =
                Arrays.stream(Family.values()).map(each -> each.label).toList();
        try (Options options = new Options()) {
            for (byte[] name : RocksDB.listColumnFamilies(options, database.toString())) {
                String label = new String(name, StandardCharsets.UTF_8);
                if (!known.contains(label)) {
                    throw new StoreOpenException(
                            "The folder %s is not a store this Mailstead knows: its database has a part named %s."
                                    .formatted(path, label));
                }
            }
        }
    }

    /** Also checks the format inside the database: the file beside it may come from another backup. */
    private static long countOpening(Path path, LiveDatabase live) throws RocksDBException {
        byte[] format = live.use(database -> database.get(Family.META, Keys.FORMAT));
        if (format != null) {
            long found = new RowReader(format).varint();
            if (found != StoreFolder.FORMAT) throw StoreFolder.unknownFormat(path, found);
        }
        byte[] before = live.use(database -> database.get(Family.META, Keys.OPENED));
        long opened = before == null ? 1 : new RowReader(before).varint() + 1;
        live.write(database -> {
            try (WriteBatch batch = new WriteBatch()) {
                var meta = database.handle(Family.META);
                batch.put(
                        meta,
                        Keys.FORMAT,
                        new RowWriter().varint(StoreFolder.FORMAT).toBytes());
                batch.put(meta, Keys.OPENED, new RowWriter().varint(opened).toBytes());
                database.write(batch, true);
            }
        });
        return opened;
    }

    /** Pieces of blobs whose put was cut short by the end of the process. */
    private static void removeLeftOvers(LiveDatabase live) throws RocksDBException {
        List<byte[]> uploads = new ArrayList<>();
        while (true) {
            List<Database.Row> rows = live.use(database ->
                    database.rows(Family.META, Keys.UPLOADS, Rows.Order.ASCENDING, LEFT_OVER_ROWS, LEFT_OVER_BYTES));
            if (rows.isEmpty()) break;
            live.write(database -> {
                try (WriteBatch batch = new WriteBatch()) {
                    for (Database.Row row : rows) {
                        var pieces = Keys.piecesOfUpload(row.key());
                        batch.deleteRange(database.handle(Family.BLOBS), pieces.from(), pieces.to());
                        batch.delete(database.handle(Family.META), row.key());
                        uploads.add(row.key());
                    }
                    database.write(batch, true);
                }
            });
        }
        if (!uploads.isEmpty()) log.info("store: removed {} uploads cut short when it last ended", uploads.size());
    }
}
