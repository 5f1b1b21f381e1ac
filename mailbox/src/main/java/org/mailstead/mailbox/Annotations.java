package org.mailstead.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mailstead.mailbox.JournalEntry.Kind;
import org.mailstead.mailbox.MailboxException.Reason;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyWriter;
import org.mailstead.store.Rows;

/**
 * Named values that mail programs keep with a mailbox or with the account, such as a colour or a stored search. Names
 * begin with {@code /private/} (one reader's own) or {@code /shared/}, and are compared without regard to case. RFC 5464
 * §3.
 */
public final class Annotations {
    /** Bytes of a name: a key of the store must hold it with what is put in front. */
    public static final int NAME_BYTES = 250;

    /** Bytes of a value: with its name it fits into a row. */
    public static final int VALUE_BYTES = 32 * 1024;

    /** Entries of one mailbox, or of the account, for one reader or for all. Programs use a handful. */
    public static final int ENTRIES = 500;

    /** Bytes of all values among those entries: they are read together, and do not count as mail. */
    public static final int ALL_BYTES = 256 * 1024;

    private static final String SHARED = "/shared/";
    private static final String PRIVATE = "/private/";

    /** Where what belongs to the account itself is kept: no mailbox has this number. */
    private static final MailboxId ACCOUNT = MailboxId.NONE;

    private final AccountPartition partition;

    Annotations(AccountPartition partition) {
        this.partition = partition;
    }

    /**
     * Entries that {@code reader} may see, by name in lower case.
     *
     * @param mailbox empty for the account itself
     * @param reader id of the account that asks
     */
    public SortedMap<String, byte[]> all(Optional<MailboxId> mailbox, String reader) {
        var entries = new TreeMap<String, byte[]>();
        MailboxId id = mailbox.orElse(ACCOUNT);
        collect(partition.rows(), id, "", entries);
        collect(partition.rows(), id, reader, entries);
        return entries;
    }

    /** One entry that {@code reader} may see, if it is set; its name in any case. */
    public Optional<byte[]> find(Optional<MailboxId> mailbox, String reader, String name) {
        byte[] key = key(mailbox.orElse(ACCOUNT), reader, name.toLowerCase(Locale.ROOT));
        return Optional.ofNullable(partition.rows().get(key));
    }

    private static void collect(Rows rows, MailboxId mailbox, String who, SortedMap<String, byte[]> entries) {
        byte[] prefix = prefix(mailbox, who);
        rows.scan(KeyRange.prefix(prefix), (key, value) -> {
            entries.put(new String(key, prefix.length, key.length - prefix.length, StandardCharsets.UTF_8), value);
            return true;
        });
    }

    /**
     * Sets entries, or removes those whose value is null; all or none of them.
     *
     * @throws MailboxException NONEXISTENT if the mailbox is gone; CANNOT for a bad name; LIMIT if a value is too long
     *     or there would be too many
     */
    public void set(Optional<MailboxId> mailbox, String reader, Map<String, byte @Nullable []> changes, Actor by) {
        changes.forEach(Annotations::check);
        MailboxId id = mailbox.orElse(ACCOUNT);
        partition.edit(by, edit -> {
            if (mailbox.isPresent()) edit.mailbox(id);
            changes.forEach((name, value) -> {
                String lower = name.toLowerCase(Locale.ROOT);
                byte[] key = key(id, reader, lower);
                if (value == null) edit.tx().delete(key);
                else edit.tx().put(key, value);
                edit.record(Kind.ANNOTATED, id, lower);
            });
            requireFew(edit.tx(), id, "");
            requireFew(edit.tx(), id, reader);
            return null;
        });
    }

    private static void requireFew(Rows rows, MailboxId mailbox, String who) {
        int[] sum = {0, 0};
        rows.scan(KeyRange.prefix(prefix(mailbox, who)), (_, value) -> {
            sum[0]++;
            sum[1] += value.length;
            return true;
        });
        if (sum[0] > ENTRIES || sum[1] > ALL_BYTES) {
            throw new MailboxException(
                    Reason.LIMIT,
                    "there may be at most " + ENTRIES + " annotations with " + ALL_BYTES + " bytes together");
        }
    }

    private static void check(String name, byte @Nullable [] value) {
        if (!isName(name)) {
            throw new MailboxException(
                    Reason.CANNOT, "an annotation is named like /private/comment or /shared/comment");
        }
        if (value != null && value.length > VALUE_BYTES) {
            throw new MailboxException(Reason.LIMIT, "an annotation may have at most " + VALUE_BYTES + " bytes");
        }
    }

    /** RFC 5464 §3.2: parts between single slashes, printable ASCII without wildcards. */
    public static boolean isName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean scope = lower.startsWith(SHARED) || lower.startsWith(PRIVATE);
        return scope
                && name.length() <= NAME_BYTES
                && !name.endsWith("/")
                && !name.contains("//")
                && name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '*' && c != '%');
    }

    private static byte[] key(MailboxId mailbox, String reader, String name) {
        byte[] prefix = prefix(mailbox, name.startsWith(SHARED) ? "" : reader);
        return new KeyWriter()
                .bytes(prefix)
                .bytes(name.getBytes(StandardCharsets.UTF_8))
                .toBytes();
    }

    /** Ids hold no NUL, so that it parts them from the name. */
    private static byte[] prefix(MailboxId mailbox, String who) {
        return new KeyWriter()
                .u8('D')
                .u32(mailbox.value())
                .bytes(who.getBytes(StandardCharsets.UTF_8))
                .u8(0)
                .toBytes();
    }

    /** All entries of one mailbox. */
    static KeyRange of(MailboxId mailbox) {
        return KeyRange.prefix(new KeyWriter().u8('D').u32(mailbox.value()).toBytes());
    }
}
