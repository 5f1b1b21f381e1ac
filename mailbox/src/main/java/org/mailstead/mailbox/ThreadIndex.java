package org.mailstead.mailbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import org.mailstead.message.MessageIndex;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;
import org.mailstead.store.Transaction;

/**
 * Which thread of an account a message belongs to (THREADID). RFC 8474 §5.2. A thread is named by the number of the first
 * message that came to it. The index tells for each message identifier that was seen, be it of a message here or of one
 * that others refer to, which thread it is in; so messages find together in whatever order they come.
 *
 * <p>A thread id never changes. When a message arrives that shows two threads to be one, both stay, and it joins the one
 * of its own identifier if that is known, else the one of its nearest ancestor.
 */
final class ThreadIndex {
    /** Identifiers of one message that are looked up and kept: its own, the first of the conversation, the nearest ones. */
    private static final int IDENTIFIERS = 30;

    /** Half of a SHA-256: nobody finds two identifiers that share it. */
    private static final int HASH_BYTES = 16;

    private ThreadIndex() {}

    /** The thread of a new message, which is entered under all its identifiers. */
    static long enter(Transaction tx, MessageIndex message, long messageId) {
        List<byte[]> keys = new ArrayList<>();
        for (String identifier : identifiers(message)) keys.add(key(identifier));
        if (keys.isEmpty()) return messageId;
        List<byte @Nullable []> known = tx.getAll(keys);
        long thread = messageId;
        for (byte @Nullable [] row : known) {
            if (row == null) continue;
            thread = thread(row);
            break;
        }
        byte[] row = new RowWriter().varint(thread).toBytes();
        for (int i = 0; i < keys.size(); i++) if (known.get(i) == null) tx.put(keys.get(i), row);
        return thread;
    }

    static long thread(byte[] row) {
        return new RowReader(row).varint();
    }

    /** The message's own, then its ancestors from the nearest on, with the very first among them however many there are. */
    private static Collection<String> identifiers(MessageIndex message) {
        SequencedSet<String> identifiers = new LinkedHashSet<>();
        message.messageId().ifPresent(identifiers::add);
        List<String> ancestors = message.ancestors();
        for (int i = ancestors.size() - 1; i > 0 && identifiers.size() < IDENTIFIERS - 1; i--) {
            identifiers.add(ancestors.get(i));
        }
        if (!ancestors.isEmpty()) identifiers.add(ancestors.getFirst());
        return identifiers;
    }

    private static byte[] key(String identifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(identifier.getBytes(StandardCharsets.UTF_8));
            return AccountKeys.thread(Arrays.copyOf(hash, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
