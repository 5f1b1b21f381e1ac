package org.mailstead.pop3;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxId;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.UidSet;

/** Messages of one mailbox in a maildrop, by their index there: message number less one. */
final class ShownMailbox {
    private final MailboxView view;
    private final int start;

    /** Indexes in the view of what is shown. */
    private final int[] shown;

    private final Supplier<Map<Integer, Long>> sizes;

    /** Those of messages that are sent in another form; found when they are first asked for. */
    private @Nullable Map<Integer, Long> differing;

    private ShownMailbox(MailboxView view, int start, int[] shown, Supplier<Map<Integer, Long>> sizes) {
        this.view = view;
        this.start = start;
        this.shown = shown;
        this.sizes = sizes;
    }

    /** @param start index of its first message */
    static ShownMailbox of(MailAccount account, Mailbox mailbox, int start, Optional<SentSizes> ascii) {
        MailboxView view = account.view(mailbox.id());
        UidSet hidden = account.fetched().hidden(mailbox.id());
        int[] shown = new int[view.size()];
        int count = 0;
        for (int i = 0; i < view.size(); i++) if (!hidden.contains(view.uid(i))) shown[count++] = i;
        return new ShownMailbox(
                view,
                start,
                Arrays.copyOf(shown, count),
                () -> ascii.map(known -> known.of(account, view)).orElse(Map.of()));
    }

    MailboxId id() {
        return view.mailbox();
    }

    /** The index behind its last message. */
    int end() {
        return start + shown.length;
    }

    long octets() {
        long sum = 0;
        for (int at : shown) sum += octetsAt(at);
        return sum;
    }

    long octets(int index) {
        return octetsAt(shown[index - start]);
    }

    private long octetsAt(int at) {
        if (differing == null) differing = sizes.get();
        long kept = view.bytes(at);
        return differing.isEmpty() ? kept : differing.getOrDefault(view.uid(at), kept);
    }

    long uidValidity() {
        return view.uidValidity();
    }

    int uid(int index) {
        return view.uid(shown[index - start]);
    }

    long messageId(int index) {
        return view.messageId(shown[index - start]);
    }

    /** UIDs of those of its messages whose index is set. */
    UidSet uids(BitSet indexes) {
        var uids = new UidSet.Builder();
        for (int i = indexes.nextSetBit(start); i >= 0 && i < end(); i = indexes.nextSetBit(i + 1)) uids.add(uid(i));
        return uids.build();
    }
}
