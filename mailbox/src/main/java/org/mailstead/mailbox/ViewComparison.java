package org.mailstead.mailbox;

import java.util.List;
import java.util.stream.IntStream;

/** Walks two views side by side and steps over every chunk they share. */
final class ViewComparison {
    private final Side older;
    private final Side newer;
    private final IntStream.Builder expunged = IntStream.builder();
    private final IntStream.Builder changed = IntStream.builder();
    private int added;

    private ViewComparison(MailboxView older, MailboxView newer) {
        this.older = new Side(older);
        this.newer = new Side(newer);
    }

    static ViewChanges compare(MailboxView older, MailboxView newer) {
        return new ViewComparison(older, newer).run();
    }

    private ViewChanges run() {
        while (older.more() && newer.more()) {
            if (older.atStart() && newer.atStart() && older.chunk() == newer.chunk()) {
                older.skipChunk();
                newer.skipChunk();
            } else {
                step();
            }
        }
        for (; older.more(); older.next()) expunged.add(older.index());
        for (; newer.more(); newer.next()) added++;
        return new ViewChanges(expunged.build().toArray(), changed.build().toArray(), added);
    }

    /** UIDs only grow, so one that the older side lacks lies behind its end and is never met here. */
    private void step() {
        if (older.uid() < newer.uid()) {
            expunged.add(older.index());
            older.next();
        } else {
            if (older.change() != newer.change()) changed.add(newer.index());
            older.next();
            newer.next();
        }
    }

    private static final class Side {
        private final MailboxView view;
        private final List<ViewChunk> chunks;
        private int chunk;
        private int inside;

        Side(MailboxView view) {
            this.view = view;
            this.chunks = view.chunks();
        }

        boolean more() {
            return chunk < chunks.size();
        }

        boolean atStart() {
            return inside == 0;
        }

        ViewChunk chunk() {
            return chunks.get(chunk);
        }

        int uid() {
            return chunk().uid(inside);
        }

        long change() {
            return chunk().change(inside);
        }

        int index() {
            return view.start(chunk) + inside;
        }

        void next() {
            if (++inside == chunk().size) skipChunk();
        }

        void skipChunk() {
            chunk++;
            inside = 0;
        }
    }
}
