package org.mailstead.store.rocksdb;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.mailstead.store.BlobId;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyReader;
import org.mailstead.store.KeyWriter;
import org.mailstead.store.Partition;

/**
 * Every key in the database, by family.
 *
 * <pre>
 * rows   kind 00 id 00 key           a row
 * meta   "format"                    the number of the on-disk format
 * meta   "opened"                    how often the store was opened
 * meta   'v' kind 00 id 00           the version of a partition
 * meta   'u' sha256 upload:u64       an upload of several writes under way
 * blobs  'h' sha256                  the header of a blob
 * blobs  'p' sha256 upload:u64 n:u32 its n-th piece
 * </pre>
 */
final class Keys {
    static final byte[] FORMAT = ascii("format");
    static final byte[] OPENED = ascii("opened");
    static final KeyRange UPLOADS = KeyRange.prefix(new byte[] {'u'});
    static final KeyRange HEADERS = KeyRange.prefix(new byte[] {'h'});

    private Keys() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** What the keys of all rows of a partition begin with, and no other key does. */
    static byte[] prefix(Partition partition) {
        return new KeyWriter().string(partition.kind()).string(partition.id()).toBytes();
    }

    static byte[] row(byte[] prefix, byte[] key) {
        byte[] whole = Arrays.copyOf(prefix, prefix.length + key.length);
        System.arraycopy(key, 0, whole, prefix.length, key.length);
        return whole;
    }

    /** The keys a range of a partition's rows stands for, never reaching into another partition. */
    static KeyRange rows(byte[] prefix, KeyRange range) {
        byte[] end = range.to().length == 0 ? KeyRange.prefix(prefix).to() : row(prefix, range.to());
        return new KeyRange(row(prefix, range.from()), end);
    }

    static byte[] version(Partition partition) {
        return new KeyWriter().u8('v').bytes(prefix(partition)).toBytes();
    }

    static KeyRange versions(String kind) {
        return KeyRange.prefix(new KeyWriter().u8('v').string(kind).toBytes());
    }

    static Partition partition(byte[] versionKey) {
        KeyReader in = new KeyReader(versionKey);
        in.u8();
        Partition partition = new Partition(in.string(), in.string());
        in.end();
        return partition;
    }

    static byte[] header(BlobId id) {
        return new KeyWriter().u8('h').bytes(id.bytes()).toBytes();
    }

    static BlobId blob(byte[] headerKey) {
        KeyReader in = new KeyReader(headerKey);
        in.u8();
        return BlobId.ofSha256(in.bytes(BlobId.BYTES));
    }

    static byte[] piece(BlobId id, long upload, int number) {
        return new KeyWriter().u8('p').bytes(id.bytes()).u64(upload).u32(number).toBytes();
    }

    static byte[] upload(BlobId id, long upload) {
        return new KeyWriter().u8('u').bytes(id.bytes()).u64(upload).toBytes();
    }

    /** The pieces of the upload a key of {@link #UPLOADS} names. */
    static KeyRange piecesOfUpload(byte[] uploadKey) {
        byte[] prefix = uploadKey.clone();
        prefix[0] = 'p';
        return KeyRange.prefix(prefix);
    }
}
