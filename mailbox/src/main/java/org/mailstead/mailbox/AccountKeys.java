package org.mailstead.mailbox;

import java.nio.charset.StandardCharsets;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyReader;
import org.mailstead.store.KeyWriter;

/**
 * The keys of an account's partition, all of them. The first byte names the subspace:
 *
 * <pre>
 * A                                the account itself: counters
 * D mailbox reader name            an annotation; mailbox 0 is the account, an empty reader is everybody
 * E messageId                      the unchanging part of a message
 * G mailbox                        who may do what with a mailbox, if anybody but its owner may
 * I mailbox uid                    a message's place in a mailbox
 * J change ordinal                 journal: what a change did and who made it
 * L messageId mailbox uid          where a message is; what it counts is whether its record is still needed
 * M mailbox                        a mailbox
 * N name                           a mailbox's id by its name
 * O token                          a delivery that was made, when
 * P sender                         what is thought of a sender
 * Q mailbox uid                    what POP3 did with a message, if that counts later
 * S name                           a subscription
 * T hash                           the thread a message identifier belongs to
 * U mailbox                        the key that vouches for URLs of its messages
 * V mailbox change ordinal         UIDs that went in a change (QRESYNC)
 * X seconds mailbox uid            an expunged message, restorable until it is purged
 * </pre>
 */
final class AccountKeys {
    static final byte[] ACCOUNT = {'A'};
    static final KeyRange MAILBOXES = KeyRange.prefix(new byte[] {'M'});
    static final KeyRange GRANTS = KeyRange.prefix(new byte[] {'G'});
    static final KeyRange SUBSCRIPTIONS = KeyRange.prefix(new byte[] {'S'});
    static final KeyRange MESSAGES = KeyRange.prefix(new byte[] {'E'});
    static final KeyRange THREADS = KeyRange.prefix(new byte[] {'T'});
    static final KeyRange DELIVERED = KeyRange.prefix(new byte[] {'O'});
    static final KeyRange EXPUNGED = KeyRange.prefix(new byte[] {'X'});

    static final KeyRange FETCHED = KeyRange.prefix(new byte[] {'Q'});

    private AccountKeys() {}

    static byte[] message(long messageId) {
        return new KeyWriter().u8('E').u64(messageId).toBytes();
    }

    static byte[] delivered(String token) {
        return new KeyWriter().u8('O').string(token).toBytes();
    }

    static byte[] grants(MailboxId mailbox) {
        return new KeyWriter().u8('G').u32(mailbox.value()).toBytes();
    }

    static byte[] place(MailboxId mailbox, int uid) {
        return new KeyWriter().u8('I').u32(mailbox.value()).u32(uid).toBytes();
    }

    static KeyRange places(MailboxId mailbox) {
        return KeyRange.prefix(new KeyWriter().u8('I').u32(mailbox.value()).toBytes());
    }

    static byte[] fetched(MailboxId mailbox, int uid) {
        return new KeyWriter().u8('Q').u32(mailbox.value()).u32(uid).toBytes();
    }

    static KeyRange fetched(MailboxId mailbox) {
        return KeyRange.prefix(new KeyWriter().u8('Q').u32(mailbox.value()).toBytes());
    }

    static byte[] journal(long change, int ordinal) {
        return new KeyWriter().u8('J').u64(change).u32(ordinal).toBytes();
    }

    /** Journal rows of the changes from {@code first} to {@code last}, both included. */
    static KeyRange journal(long first, long last) {
        return new KeyRange(journal(first, 0), journal(last + 1, 0));
    }

    static byte[] link(long messageId, MailboxId mailbox, int uid) {
        return new KeyWriter()
                .u8('L')
                .u64(messageId)
                .u32(mailbox.value())
                .u32(uid)
                .toBytes();
    }

    static byte[] thread(byte[] hash) {
        return new KeyWriter().u8('T').bytes(hash).toBytes();
    }

    static KeyRange links(long messageId) {
        return KeyRange.prefix(new KeyWriter().u8('L').u64(messageId).toBytes());
    }

    static byte[] mailbox(MailboxId id) {
        return new KeyWriter().u8('M').u32(id.value()).toBytes();
    }

    static byte[] name(MailboxName name) {
        return new KeyWriter().u8('N').bytes(utf8(name)).toBytes();
    }

    /** The names of mailboxes below this one. */
    static KeyRange below(MailboxName name) {
        return KeyRange.prefix(
                new KeyWriter().bytes(name(name)).u8(MailboxName.SEPARATOR).toBytes());
    }

    static byte[] subscription(MailboxName name) {
        return new KeyWriter().u8('S').bytes(utf8(name)).toBytes();
    }

    static byte[] expunged(long seconds, MailboxId mailbox, int uid) {
        return new KeyWriter()
                .u8('X')
                .u64(seconds)
                .u32(mailbox.value())
                .u32(uid)
                .toBytes();
    }

    static byte[] vanished(MailboxId mailbox, long change, int ordinal) {
        return new KeyWriter()
                .u8('V')
                .u32(mailbox.value())
                .u64(change)
                .u32(ordinal)
                .toBytes();
    }

    /** What went from a mailbox after the change {@code since}. */
    static KeyRange vanished(MailboxId mailbox, long since) {
        return new KeyRange(
                vanished(mailbox, since + 1, 0), allVanished(mailbox).to());
    }

    static KeyRange vanishedBefore(MailboxId mailbox, long change) {
        return new KeyRange(allVanished(mailbox).from(), vanished(mailbox, change, 0));
    }

    /** The id in a mailbox's own key. */
    static MailboxId mailboxOf(byte[] key) {
        var in = new KeyReader(key);
        in.u8();
        return new MailboxId((int) in.u32());
    }

    static KeyRange allVanished(MailboxId mailbox) {
        return KeyRange.prefix(new KeyWriter().u8('V').u32(mailbox.value()).toBytes());
    }

    private static byte[] utf8(MailboxName name) {
        return name.toString().getBytes(StandardCharsets.UTF_8);
    }
}
