package org.mailstead.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Makes a view out of rows, or the next view out of the one before, keeping the chunks nothing happened in. */
final class ViewEdit {
    private ViewEdit() {}

    /** @param rows all messages in UID order */
    static MailboxView fresh(Mailbox mailbox, long changeNumber, List<MessageRow> rows) {
        var chunks = new ArrayList<ViewChunk>(rows.size() / ViewChunk.FULL + 1);
        addChunks(chunks, rows);
        return new MailboxView(mailbox, changeNumber, chunks);
    }

    /** @param touched the rows that may differ from {@code before}, null for a UID that is gone */
    static MailboxView next(
            MailboxView before, Mailbox mailbox, long changeNumber, SortedMap<Integer, @Nullable MessageRow> touched) {
        var chunks = new ArrayList<ViewChunk>();
        int done = 0;
        for (ViewChunk chunk : before.chunks()) {
            var inChunk = touched.subMap(done, chunk.lastUid() + 1);
            done = chunk.lastUid() + 1;
            if (inChunk.isEmpty()) chunks.add(chunk);
            else addChunks(chunks, edited(chunk, inChunk));
        }
        var behind = new ArrayList<MessageRow>();
        for (MessageRow row : touched.tailMap(done).values()) if (row != null) behind.add(row);
        if (!behind.isEmpty() && !chunks.isEmpty() && chunks.getLast().size < ViewChunk.FULL) {
            ViewChunk last = chunks.removeLast();
            for (int i = 0; i < last.size; i++) behind.add(i, last.row(i));
        }
        addChunks(chunks, behind);
        return compact(new MailboxView(mailbox, changeNumber, chunks));
    }

    private static List<MessageRow> edited(ViewChunk chunk, SortedMap<Integer, @Nullable MessageRow> touched) {
        var rows = new ArrayList<MessageRow>(chunk.size);
        for (int i = 0; i < chunk.size; i++) {
            if (!touched.containsKey(chunk.uid(i))) {
                rows.add(chunk.row(i));
            } else {
                MessageRow row = touched.get(chunk.uid(i));
                if (row != null) rows.add(row);
            }
        }
        return rows;
    }

    /** After many expunges a view may consist of slivers; then it is worth making it anew. */
    private static MailboxView compact(MailboxView view) {
        int needed = view.size() / ViewChunk.FULL + 1;
        if (view.chunks().size() <= 16 + 4 * needed) return view;
        var rows = new ArrayList<MessageRow>(view.size());
        for (ViewChunk chunk : view.chunks()) for (int i = 0; i < chunk.size; i++) rows.add(chunk.row(i));
        return fresh(view.record(), view.changeNumber(), rows);
    }

    private static void addChunks(List<ViewChunk> chunks, List<MessageRow> rows) {
        for (int from = 0; from < rows.size(); from += ViewChunk.FULL) {
            chunks.add(new ViewChunk(rows.subList(from, Math.min(rows.size(), from + ViewChunk.FULL))));
        }
    }
}
