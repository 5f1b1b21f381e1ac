package org.mailstead.mailbox;

import java.util.Arrays;

/**
 * Who answers whom, by the identifiers messages bear and name. RFC 5256 §3, REFERENCES, steps 1 to 3. Nodes from 0 are the
 * messages, those behind them identifiers that no message bears.
 */
final class ReferencesGraph {
    static final int NONE = LinkCutForest.NONE;

    private final KeyTable table;

    /** All identifiers borne or named, ascending: a dictionary that no choice of identifiers can make slow. */
    private final long[] identifiers;

    /** The message that bears each identifier. */
    private final int[] bearers;

    private final LinkCutForest forest;

    /** The message next above each node, or else the root that is none. */
    private final int[] parents;

    ReferencesGraph(KeyTable table) {
        this.table = table;
        identifiers = dictionary(table);
        bearers = new int[identifiers.length];
        Arrays.fill(bearers, NONE);
        for (int i = 0; i < table.size(); i++) {
            long own = table.identifier(i);
            if (own == 0) continue;
            int at = Arrays.binarySearch(identifiers, own);
            // Of several with one identifier the first bears it; the others are as if they had none.
            if (bearers[at] == NONE) bearers[at] = i;
        }
        forest = new LinkCutForest(table.size() + identifiers.length);
        for (int i = 0; i < table.size(); i++) link(i);
        parents = new int[forest.size()];
        pruneMissing();
    }

    private static long[] dictionary(KeyTable table) {
        long[] all = new long[table.size()];
        int count = 0;
        for (int i = 0; i < table.size(); i++) {
            long[] references = table.references(i);
            int needed = count + references.length + 1;
            if (needed > all.length) all = Arrays.copyOf(all, Math.max(needed, all.length * 2));
            if (table.identifier(i) != 0) all[count++] = table.identifier(i);
            for (long reference : references) all[count++] = reference;
        }
        Arrays.sort(all, 0, count);
        int distinct = 0;
        for (int i = 0; i < count; i++) if (i == 0 || all[i] != all[i - 1]) all[distinct++] = all[i];
        return Arrays.copyOf(all, distinct);
    }

    private int node(long identifier) {
        int at = Arrays.binarySearch(identifiers, identifier);
        return bearers[at] != NONE ? bearers[at] : table.size() + at;
    }

    /** Step 1. No link is made that would close a loop. */
    private void link(int message) {
        int above = NONE;
        for (long reference : table.references(message)) {
            int node = node(reference);
            if (above != NONE && forest.parent(node) == NONE) forest.link(node, above);
            above = node;
        }
        // What others said of this message's place counts less than what it says itself.
        forest.cut(message);
        if (above != NONE) forest.link(message, above);
    }

    /** Steps 2 and 3: what is missing goes, and its children move up; but at the top it holds them together. */
    private void pruneMissing() {
        int size = table.size();
        int[] tops = new int[forest.size()];
        Arrays.fill(parents, NONE);
        Arrays.fill(tops, NONE);
        int[] held = new int[forest.size()];
        int[] way = new int[forest.size()];
        for (int i = 0; i < size; i++) {
            int above = forest.parent(i);
            if (above == NONE) continue;
            int steps = 0;
            // Missing ones on the way are passed once: each then knows what is above it.
            while (above >= size && tops[above] == NONE && forest.parent(above) != NONE) {
                way[steps++] = above;
                above = forest.parent(above);
            }
            int found = above < size || tops[above] == NONE ? above : tops[above];
            while (steps > 0) tops[way[--steps]] = found;
            parents[i] = found;
            if (found >= size) held[found]++;
        }
        for (int i = 0; i < size; i++) if (parents[i] >= size && held[parents[i]] == 1) parents[i] = NONE;
    }

    int nodes() {
        return parents.length;
    }

    /** The message above, or the root that is none; {@link #NONE} above a root. */
    int parent(int message) {
        return parents[message];
    }
}
