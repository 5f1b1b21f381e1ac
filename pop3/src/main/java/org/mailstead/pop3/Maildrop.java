package org.mailstead.pop3;

import java.util.BitSet;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.StoredMessage;
import org.mailstead.mailbox.UidSet;

/**
 * The inbox as it was at sign-in, with the marks this session has made. What others do meanwhile is not seen: what they
 * delete can still be read here, since expunged messages stay for a while.
 *
 * <p>Sizes are those of the bytes stored, which are the bytes sent; doubled dots do not count (RFC 1939 §11).
 */
final class Maildrop {
    private final MailAccount account;
    private final MailboxView view;
    private final Actor actor;
    private final BitSet deleted = new BitSet();
    private long octets;
    private int retrieved;

    private Maildrop(MailAccount account, MailboxView view, Actor actor) {
        this.account = account;
        this.view = view;
        this.actor = actor;
        for (int i = 0; i < view.size(); i++) octets += view.bytes(i);
    }

    static Maildrop open(MailAccount account, Actor actor) {
        Mailbox inbox = account.mailbox(MailboxName.INBOX).orElseThrow(() -> new IllegalStateException("no INBOX"));
        return new Maildrop(account, account.view(inbox.id()), actor);
    }

    MailAccount account() {
        return account;
    }

    /** Messages there were at sign-in, those marked as deleted included: the highest number there is. */
    int highest() {
        return view.size();
    }

    /** Messages not marked as deleted. */
    int count() {
        return view.size() - deleted.cardinality();
    }

    /** Octets of these. */
    long octets() {
        return octets;
    }

    /** Messages read in this session, for the log. */
    int retrieved() {
        return retrieved;
    }

    int marked() {
        return deleted.cardinality();
    }

    boolean isDeleted(int number) {
        return deleted.get(number - 1);
    }

    /** @throws EndOfCommand.Refused if there is no such message or it is marked as deleted */
    void require(int number) {
        if (number < 1 || number > view.size()) throw new EndOfCommand.Refused(Pop3Replies.NO_SUCH_MESSAGE);
        if (isDeleted(number)) throw new EndOfCommand.Refused(Pop3Replies.DELETED_ALREADY);
    }

    long octets(int number) {
        return view.bytes(number - 1);
    }

    /**
     * The unique id: the mailbox's UIDVALIDITY and the message's UID, which together never name another message. Eight
     * hexadecimal digits each; programs remember these for years, so this form must never change.
     */
    String uniqueId(int number) {
        var digits = new StringBuilder(16);
        appendHex(digits, view.uidValidity());
        appendHex(digits, view.uid(number - 1));
        return digits.toString();
    }

    private static void appendHex(StringBuilder digits, long value) {
        for (int shift = 28; shift >= 0; shift -= 4)
            digits.append(Character.forDigit((int) (value >>> shift) & 15, 16));
    }

    StoredMessage message(int number) {
        return account.message(view.messageId(number - 1));
    }

    void wasRetrieved() {
        retrieved++;
    }

    void delete(int number) {
        deleted.set(number - 1);
        octets -= view.bytes(number - 1);
    }

    void undeleteAll() {
        deleted.stream().forEach(index -> octets += view.bytes(index));
        deleted.clear();
    }

    /** Removes what is marked, for everybody, durably; returns how many of them were still there. */
    long removeDeleted() {
        if (deleted.isEmpty()) return 0;
        var uids = new UidSet.Builder();
        deleted.stream().forEach(index -> uids.add(view.uid(index)));
        return account.remove(view.mailbox(), uids.build(), actor).size();
    }
}
