package org.mailstead.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.mailstead.mailbox.MailAccount.Appended;
import org.mailstead.mailbox.MailAccount.Copied;
import org.mailstead.mailbox.MailAccount.Reflagged;

/**
 * Changes to messages: appending, copying, moving, flags, removing. Work on many messages is cut into pieces that each
 * fit into a commit.
 */
final class MessageMoves {
    private final AccountPartition partition;
    private final ViewCache views;
    private final RecentMarks recent;

    MessageMoves(AccountPartition partition, ViewCache views, RecentMarks recent) {
        this.partition = partition;
        this.views = views;
        this.recent = recent;
    }

    Appended append(MailboxId to, NewMessages messages, Actor by) {
        return partition.edit(by, edit -> {
            edit.requireRoom(messages.bytes(), messages.size(), 0);
            return add(edit, to, messages);
        });
    }

    Optional<Appended> deliver(String token, MailboxId to, NewMessages messages, Actor by) {
        return partition.edit(by, edit -> {
            if (edit.wasDelivered(token)) return Optional.empty();
            edit.requireRoom(messages.bytes(), messages.size(), 0);
            edit.delivered(token);
            return Optional.of(add(edit, to, messages));
        });
    }

    private Appended add(AccountEdit edit, MailboxId to, NewMessages messages) {
        MailboxRow mailbox = edit.mailbox(to);
        edit.mailbox(to, mailbox.withRecentFrom(recent.from(to, mailbox.recentFrom())));
        var uids = new UidSet.Builder();
        for (NewMessages.One each : messages.all()) {
            long bits = Keywords.bits(edit, to, each.flags());
            long id = edit.newMessage(each.message());
            uids.add(edit.add(to, id, bits, each.bytes(), each.internalDate().getEpochSecond()));
        }
        return new Appended(mailbox.uidValidity(), uids.build());
    }

    /** What the old message took up counts as free. RFC 8508 §3.4. */
    Optional<Appended> replace(MailboxId from, int uid, MailboxId to, NewMessages by, Actor who) {
        return partition.edit(who, edit -> {
            List<MessageRow> old = edit.rows(from, UidSet.of(uid));
            if (old.isEmpty()) return Optional.empty();
            long growth = by.bytes() - old.getFirst().bytes();
            if (growth > 0) edit.requireRoom(growth, 0, 0);
            Appended added = add(edit, to, by);
            edit.expunge(from, old.getFirst());
            return Optional.of(added);
        });
    }

    /** @param flags those that go along, bits as of {@link Rights#flags} */
    record Into(MailboxId mailbox, long flags) {
        static Into whole(MailboxId mailbox) {
            return new Into(mailbox, -1L);
        }
    }

    /** COPY is all or nothing (RFC 3501 §6.4.7): what the first pieces copied is taken back if a later one fails. */
    Copied copy(MailboxId from, UidSet uids, Into to, Actor by) {
        var copied = new Transfer();
        try {
            transfer(from, uids, to, by, false, copied);
        } catch (RuntimeException failed) {
            try {
                remove(to.mailbox(), copied.destination.build(), _ -> true, by);
            } catch (RuntimeException again) {
                failed.addSuppressed(again);
            }
            throw failed;
        }
        return copied.result();
    }

    /** If it fails in the middle, each message is in one of the two mailboxes. RFC 6851 §3.3. */
    Copied move(MailboxId from, UidSet uids, Into to, Actor by) {
        var moved = new Transfer();
        transfer(from, uids, to, by, true, moved);
        return moved.result();
    }

    private void transfer(MailboxId from, UidSet uids, Into target, Actor by, boolean move, Transfer whole) {
        MailboxId to = target.mailbox();
        MailboxView view = views.view(from);
        UidSet present = view.present(uids);
        long total = move ? 0 : bytes(view, present);
        whole.uidValidity = partition.edit(by, edit -> {
            // Also for all together, so that nothing is copied that would have to be taken back.
            if (!move) edit.requireRoom(total, present.size(), 0);
            return edit.mailbox(to).uidValidity();
        });
        for (UidSet piece : pieces(present)) {
            whole.add(partition.edit(by, edit -> {
                var done = new Transfer();
                List<MessageRow> rows = edit.rows(from, piece);
                if (!move) {
                    long bytes = rows.stream().mapToLong(MessageRow::bytes).sum();
                    edit.requireRoom(bytes, rows.size(), 0);
                }
                for (MessageRow row : rows) {
                    long flags = Keywords.translated(edit, row.flags() & target.flags(), from, to);
                    int uid = edit.add(to, row.messageId(), flags, row.bytes(), row.date());
                    if (move) edit.moveAway(from, row);
                    done.add(row.uid(), uid);
                }
                return done;
            }));
        }
    }

    static long bytes(MailboxView view, UidSet present) {
        long[] sum = {0};
        present.forEach(uid -> sum[0] += view.bytes(view.indexOf(uid)));
        return sum[0];
    }

    Reflagged changeFlags(MailboxId in, UidSet uids, FlagChange change, Actor by) {
        var changed = new UidSet.Builder();
        var refused = new UidSet.Builder();
        for (UidSet piece : pieces(views.view(in).present(uids))) {
            Reflagged done = partition.edit(by, edit -> changeFlags(edit, in, piece, change));
            changed.addAll(done.changed());
            refused.addAll(done.refused());
        }
        return new Reflagged(changed.build(), refused.build());
    }

    private static Reflagged changeFlags(AccountEdit edit, MailboxId in, UidSet piece, FlagChange change) {
        var changed = new UidSet.Builder();
        var refused = new UidSet.Builder();
        long bits = bits(edit, in, change);
        for (MessageRow row : edit.rows(in, piece)) {
            if (row.change() > change.unchangedSince()) {
                refused.add(row.uid());
                continue;
            }
            long after = change.apply(row.flags(), bits);
            if (after == row.flags()) continue;
            edit.reflag(in, row, after);
            changed.add(row.uid());
        }
        return new Reflagged(changed.build(), refused.build());
    }

    private static long bits(AccountEdit edit, MailboxId in, FlagChange change) {
        FlagSet flags = change.flags();
        return switch (change.mode()) {
            case ADD, REPLACE -> Keywords.bits(edit, in, flags);
            // A keyword the mailbox does not know need not enter its table to be removed.
            case REMOVE -> Keywords.knownBits(edit.mailbox(in).keywords(), flags);
        };
    }

    UidSet expunge(MailboxId from, UidSet among, Actor by) {
        MailboxView view = views.view(from);
        var deleted = new UidSet.Builder();
        view.present(among).forEach(uid -> {
            if ((view.flags(view.indexOf(uid)) & FlagBits.DELETED) != 0) deleted.add(uid);
        });
        return remove(from, deleted.build(), row -> (row.flags() & FlagBits.DELETED) != 0, by);
    }

    UidSet remove(MailboxId from, UidSet uids, Actor by) {
        return remove(from, views.view(from).present(uids), _ -> true, by);
    }

    private UidSet remove(MailboxId from, UidSet present, Predicate<MessageRow> which, Actor by) {
        var removed = new UidSet.Builder();
        for (UidSet piece : pieces(present)) {
            removed.addAll(partition.edit(by, edit -> {
                var gone = new UidSet.Builder();
                for (MessageRow row : edit.rows(from, piece)) {
                    if (!which.test(row)) continue;
                    edit.expunge(from, row);
                    gone.add(row.uid());
                }
                return gone.build();
            }));
        }
        return removed.build();
    }

    /** Cut so that each fits into a commit. */
    static List<UidSet> pieces(UidSet present) {
        var pieces = new ArrayList<UidSet>();
        var piece = new UidSet.Builder();
        int[] inPiece = {0};
        present.forEach(uid -> {
            piece.add(uid);
            if (++inPiece[0] == MailboxLimits.MESSAGES_PER_COMMIT) {
                pieces.add(piece.build());
                piece.clear();
                inPiece[0] = 0;
            }
        });
        if (inPiece[0] > 0) pieces.add(piece.build());
        return pieces;
    }

    /** What has been copied or moved so far. */
    static final class Transfer {
        private final UidSet.Builder source = new UidSet.Builder();
        private final UidSet.Builder destination = new UidSet.Builder();
        private long uidValidity;

        Transfer() {}

        Transfer(long uidValidity) {
            this.uidValidity = uidValidity;
        }

        UidSet source() {
            return source.build();
        }

        UidSet destination() {
            return destination.build();
        }

        void add(int from, int to) {
            source.add(from);
            destination.add(to);
        }

        void add(Transfer piece) {
            source.addAll(piece.source.build());
            destination.addAll(piece.destination.build());
        }

        Copied result() {
            return new Copied(uidValidity, source.build(), destination.build());
        }
    }
}
