package org.mailstead.mailbox;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailstead.mailbox.KeyBlock.Text;

/** The keys of some messages of a view. A position counts these messages in the order of the mailbox, from 0. */
final class KeyTable {
    private final MailboxView view;
    private final int[] uids;
    private final int[] indexes;
    private final KeyBlock[] blocks;
    private final int[] places;
    private final @Nullable TextColumn[] columns = new TextColumn[Text.values().length];
    private long @Nullable [] dates;
    private List<Integer> scores = List.of();

    /** @param present UIDs of the view */
    KeyTable(MailboxView view, UidSet present) {
        this.view = view;
        int size = Math.toIntExact(present.size());
        uids = new int[size];
        indexes = new int[size];
        blocks = new KeyBlock[size];
        places = new int[size];
        int at = 0;
        for (int r = 0; r < present.ranges(); r++) {
            for (int i = view.indexOf(present.first(r)); i < view.size() && view.uid(i) <= present.last(r); i++) {
                uids[at] = view.uid(i);
                indexes[at++] = i;
            }
        }
    }

    /** Says where the keys of some messages are; false if not all of them are there. */
    boolean put(int from, int end, KeyBlock block) {
        for (int at = from; at < end; at++) {
            int place = block.indexOf(uids[at]);
            if (place < 0) return false;
            blocks[at] = block;
            places[at] = place;
        }
        return true;
    }

    /** @param each how well each message fits, in the order of the mailbox; needed to compare by relevancy only */
    void scores(List<Integer> each) {
        scores = each;
    }

    int size() {
        return uids.length;
    }

    int uid(int at) {
        return uids[at];
    }

    int[] positions() {
        int[] positions = new int[uids.length];
        for (int i = 0; i < positions.length; i++) positions[i] = i;
        return positions;
    }

    long internalDate(int at) {
        return view.internalDate(indexes[at]);
    }

    long sent(int at) {
        return blocks[at].sent(places[at]);
    }

    long identifier(int at) {
        return blocks[at].identifier(places[at]);
    }

    /** Hashes of the identifiers a message refers to, the oldest first. */
    long[] references(int at) {
        KeyBlock block = blocks[at];
        int start = block.referenceStart(places[at]);
        long[] references = new long[block.referenceEnd(places[at]) - start];
        for (int i = 0; i < references.length; i++) references[i] = block.reference(start + i);
        return references;
    }

    boolean isReply(int at) {
        return blocks[at].isReply(places[at]);
    }

    boolean hasSubject(int at) {
        return blocks[at].hasText(places[at], Text.SUBJECT);
    }

    int compare(int one, int other, SortKey key) {
        return switch (key) {
            case ARRIVAL -> Long.compare(internalDate(one), internalDate(other));
            case DATE -> Long.compare(dates()[one], dates()[other]);
            case SIZE -> Long.compare(view.bytes(indexes[one]), view.bytes(indexes[other]));
            case RELEVANCY -> Integer.compare(scores.get(other), scores.get(one));
            case SUBJECT -> compare(one, other, Text.SUBJECT);
            case FROM -> compare(one, other, Text.FROM);
            case TO -> compare(one, other, Text.TO);
            case CC -> compare(one, other, Text.CC);
            case DISPLAYFROM -> compare(one, other, Text.DISPLAYFROM);
            case DISPLAYTO -> compare(one, other, Text.DISPLAYTO);
        };
    }

    /** Copied side by side, for the reason told at {@link TextColumn}. */
    private long[] dates() {
        if (dates == null) {
            dates = new long[uids.length];
            for (int at = 0; at < dates.length; at++) dates[at] = sent(at);
        }
        return dates;
    }

    private int compare(int one, int other, Text text) {
        TextColumn column = columns[text.place];
        if (column == null) {
            column = new TextColumn(blocks, places, text);
            columns[text.place] = column;
        }
        int compared = column.compare(one, other);
        if (compared != 0 || (column.isWhole(one) && column.isWhole(other))) return compared;
        return KeyBlock.compare(blocks[one], places[one], blocks[other], places[other], text);
    }
}
