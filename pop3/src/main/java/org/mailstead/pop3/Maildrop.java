package org.mailstead.pop3;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.mailstead.directory.Pop3Choice;
import org.mailstead.directory.Pop3Choice.OnDownload;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.FetchedMail;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.StoredMessage;
import org.mailstead.mailbox.UidSet;
import org.mailstead.message.AsciiHeaderForm;

/**
 * The messages as they were at sign-in, with the marks this session has made: those of the inbox, then those of each
 * other mailbox that the holder lets POP3 show, without what is hidden from POP3. What others do meanwhile is not seen:
 * what they delete can still be read here, since expunged messages stay for a while.
 *
 * <p>Sizes are those of the bytes sent; doubled dots do not count (RFC 1939 §11).
 */
final class Maildrop {
    private final MailAccount account;
    private final Pop3Choice choice;
    private final Actor actor;
    private final List<ShownMailbox> mailboxes;
    private final int size;
    private final BitSet deleted = new BitSet();
    private final BitSet downloaded = new BitSet();
    private final Optional<SentSizes> ascii;
    private boolean finished;

    private Maildrop(
            MailAccount account,
            Pop3Choice choice,
            Optional<SentSizes> ascii,
            Actor actor,
            List<ShownMailbox> mailboxes) {
        this.account = account;
        this.choice = choice;
        this.ascii = ascii;
        this.actor = actor;
        this.mailboxes = mailboxes;
        this.size = mailboxes.getLast().end();
    }

    /** @param ascii where the sizes are known of messages sent with ASCII headers; empty if they are sent as they are */
    static Maildrop open(MailAccount account, Pop3Choice choice, Optional<SentSizes> ascii, Actor actor) {
        var mailboxes = new ArrayList<ShownMailbox>();
        Mailbox inbox = account.mailbox(MailboxName.INBOX).orElseThrow(() -> new IllegalStateException("no INBOX"));
        mailboxes.add(ShownMailbox.of(account, inbox, 0, ascii));
        for (String name : choice.shown()) {
            // One that is gone is left out, and shown again when there is one of that name.
            Optional<Mailbox> other = MailboxName.of(name).flatMap(account::mailbox);
            if (other.isPresent())
                mailboxes.add(ShownMailbox.of(
                        account, other.get(), mailboxes.getLast().end(), ascii));
        }
        return new Maildrop(account, choice, ascii, actor, mailboxes);
    }

    OnDownload onDownload() {
        return choice.onDownload();
    }

    /** Whether what a program deletes stays on the server, unseen by POP3. */
    boolean keeps() {
        return switch (choice.onDownload()) {
            case OnDownload.Keep(), OnDownload.DeleteAfter(int _) -> true;
            case OnDownload.Client(), OnDownload.Delete() -> false;
        };
    }

    /** Messages there were at sign-in, those marked as deleted included: the highest number there is. */
    int highest() {
        return size;
    }

    /** Messages not marked as deleted. */
    int count() {
        return size - deleted.cardinality();
    }

    /** Octets of these. */
    long octets() {
        long sum = 0;
        for (ShownMailbox each : mailboxes) sum += each.octets();
        return sum - deleted.stream().mapToLong(index -> octets(index + 1)).sum();
    }

    /** Messages read in this session, for the log. */
    int retrieved() {
        return downloaded.cardinality();
    }

    int marked() {
        return deleted.cardinality();
    }

    boolean isDeleted(int number) {
        return deleted.get(number - 1);
    }

    /** @throws EndOfCommand.Refused if there is no such message or it is marked as deleted */
    void require(int number) {
        if (number < 1 || number > size) throw new EndOfCommand.Refused(Pop3Replies.NO_SUCH_MESSAGE);
        if (isDeleted(number)) throw new EndOfCommand.Refused(Pop3Replies.DELETED_ALREADY);
    }

    long octets(int number) {
        return of(number).octets(number - 1);
    }

    /**
     * The unique id: the mailbox's UIDVALIDITY and the message's UID, which together never name another message, since no
     * two mailboxes of an account ever have the same UIDVALIDITY. Eight hexadecimal digits each; programs remember these
     * for years, so this form must never change.
     */
    String uniqueId(int number) {
        ShownMailbox mailbox = of(number);
        var digits = new StringBuilder(16);
        appendHex(digits, mailbox.uidValidity());
        appendHex(digits, mailbox.uid(number - 1));
        return digits.toString();
    }

    private static void appendHex(StringBuilder digits, long value) {
        for (int shift = 28; shift >= 0; shift -= 4)
            digits.append(Character.forDigit((int) (value >>> shift) & 15, 16));
    }

    /** A message as it is sent. */
    Sent message(int number) throws IOException {
        StoredMessage message = account.message(of(number).messageId(number - 1));
        if (ascii.isEmpty() || !message.index().wideHeaders()) {
            long header = message.index().root().header().end();
            return new Sent(header, length -> account.open(message, 0, length));
        }
        AsciiHeaderForm form = SentSizes.form(account, message);
        return new Sent(form.headerEnd(), _ -> form.open());
    }

    /**
     * @param header octets before the body
     * @param opener opens that many octets of it at least
     */
    record Sent(long header, Opener opener) {
        interface Opener {
            InputStream open(long least) throws IOException;
        }

        InputStream open(long least) throws IOException {
            return opener.open(least);
        }
    }

    private ShownMailbox of(int number) {
        for (ShownMailbox each : mailboxes) if (number <= each.end()) return each;
        throw new IndexOutOfBoundsException(number);
    }

    /** The whole message was sent; TOP does not count. RFC 2449 §6.7. */
    void wasRetrieved(int number) {
        downloaded.set(number - 1);
    }

    void delete(int number) {
        deleted.set(number - 1);
    }

    void undeleteAll() {
        deleted.clear();
    }

    /** Does durably what this session and the holder's choice come to. RFC 1939 §6. */
    FetchedMail.Done update() {
        var done = new FetchedMail.Done(0, 0);
        for (ShownMailbox each : mailboxes) {
            FetchedMail.Deeds deeds = deeds(each.uids(downloaded), each.uids(deleted));
            done = done.plus(account.fetched().finish(each.id(), deeds, actor));
        }
        finished = true;
        return done;
    }

    private FetchedMail.Deeds deeds(UidSet read, UidSet marked) {
        UidSet none = UidSet.EMPTY;
        boolean seen = choice.marksSeen();
        return switch (choice.onDownload()) {
            case OnDownload.Client() -> new FetchedMail.Deeds(read, marked, none, none, seen);
            case OnDownload.Keep() -> new FetchedMail.Deeds(read, none, marked, none, seen);
            // RFC 2449 §6.7 calls this an implicit DELE.
            case OnDownload.Delete() -> new FetchedMail.Deeds(read, marked.or(read), none, none, seen);
            case OnDownload.DeleteAfter(int _) -> new FetchedMail.Deeds(read, none, marked, marked.or(read), seen);
        };
    }

    /** Whether QUIT has done its work. */
    boolean isFinished() {
        return finished;
    }

    /** The session is over; without QUIT nothing changes, and all that is written down is what was downloaded. */
    void leave() {
        if (finished) return;
        finished = true;
        for (ShownMailbox each : mailboxes) {
            UidSet read = each.uids(downloaded);
            if (!read.isEmpty()) account.fetched().finish(each.id(), FetchedMail.Deeds.only(read), actor);
        }
    }
}
