package org.mailstead.mailbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyWriter;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;

/**
 * The keys that vouch for URLs of an account's messages, one for each mailbox that needed one so far. They never leave
 * this class. RFC 4467 §2.2, §2.4.1.
 */
public final class UrlKeys {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int FORMAT = 1;
    private static final KeyRange ALL = KeyRange.prefix(new byte[] {'U'});

    /** Stands in for a key that is not there, so that an answer takes as long as for one that is. RFC 4467 §6. */
    private static final byte[] NO_KEY = new byte[KEY_BYTES];

    private final AccountPartition partition;

    UrlKeys(AccountPartition partition) {
        this.partition = partition;
    }

    /** What {@link #vouches} will say yes to, 32 bytes; makes the mailbox's key if it has none. */
    public byte[] sign(MailboxId mailbox, String url, RandomGenerator random, Actor by) {
        byte[] key = read(mailbox);
        return hash(key == null ? make(mailbox, random, false, by) : key, url);
    }

    public boolean vouches(MailboxId mailbox, String url, byte[] token) {
        byte[] key = read(mailbox);
        return MessageDigest.isEqual(hash(key == null ? NO_KEY : key, url), token) && key != null;
    }

    /** Takes as long as {@link #vouches}, where there is not even a mailbox. */
    public static void pretend(String url) {
        hash(NO_KEY, url);
    }

    /** Makes a new key: URLs signed before are no longer good. */
    public void reset(MailboxId mailbox, RandomGenerator random, Actor by) {
        make(mailbox, random, true, by);
    }

    /** Removes all keys of the account. */
    public void removeAll(Actor by) {
        partition.edit(by, edit -> {
            edit.tx().deleteRange(ALL);
            return null;
        });
    }

    private byte[] make(MailboxId mailbox, RandomGenerator random, boolean anew, Actor by) {
        byte[] fresh = new byte[KEY_BYTES];
        random.nextBytes(fresh);
        return partition.edit(by, edit -> {
            edit.mailbox(mailbox);
            byte[] row = edit.tx().get(key(mailbox));
            if (row != null && !anew) return decode(row);
            edit.tx()
                    .put(
                            key(mailbox),
                            new RowWriter().varint(FORMAT).bytes(fresh).toBytes());
            return fresh;
        });
    }

    private byte @Nullable [] read(MailboxId mailbox) {
        byte[] row = partition.rows().get(key(mailbox));
        return row == null ? null : decode(row);
    }

    private static byte[] decode(byte[] row) {
        var in = new RowReader(row);
        Formats.expect(FORMAT, in.varint(), "URL key");
        return in.bytes();
    }

    private static byte[] hash(byte[] key, String url) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(url.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    static byte[] key(MailboxId mailbox) {
        return new KeyWriter().u8('U').u32(mailbox.value()).toBytes();
    }
}
