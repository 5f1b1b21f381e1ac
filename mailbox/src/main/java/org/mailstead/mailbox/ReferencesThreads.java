package org.mailstead.mailbox;

import java.util.Arrays;

/** REFERENCES and REFS. RFC 5256 §3. All steps run in loops and take time n log n, whatever the messages say. */
final class ReferencesThreads {
    private static final int NONE = MailThreads.NONE;

    private final KeyTable table;
    private final int size;

    /** Room for a root at each message, made in step 5. */
    private final int[] parents;

    private int nodes;

    private ReferencesThreads(KeyTable table) {
        this.table = table;
        size = table.size();
        var graph = new ReferencesGraph(table);
        nodes = graph.nodes();
        parents = new int[nodes + size];
        Arrays.fill(parents, NONE);
        for (int i = 0; i < size; i++) parents[i] = graph.parent(i);
    }

    static MailThreads references(KeyTable table) {
        var threads = new ReferencesThreads(table);
        int[] sorted = threads.sortedBy(SortKey.DATE);
        threads.mergeSubjects(threads.roots(sorted));
        return threads.built(sorted, threads.roots(sorted).order);
    }

    static MailThreads refs(KeyTable table) {
        var threads = new ReferencesThreads(table);
        int[] sorted = threads.sortedBy(SortKey.ARRIVAL);
        return threads.built(sorted, threads.byNewest(sorted, threads.roots(sorted)));
    }

    private int[] sortedBy(SortKey key) {
        int[] sorted = table.positions();
        IntSort.sort(sorted, (one, other) -> table.compare(one, other, key));
        return sorted;
    }

    /**
     * The roots in the order of their first messages.
     *
     * @param first by node, the message that stands for a root: itself, or the first of those it holds
     */
    private record Roots(int[] order, int[] first) {}

    /**
     * Step 4.
     *
     * @param sorted all messages in the order that siblings shall have
     */
    private Roots roots(int[] sorted) {
        int[] first = new int[parents.length];
        Arrays.fill(first, NONE);
        int[] order = new int[size];
        int count = 0;
        for (int message : sorted) {
            int root = parents[message] == NONE ? message : parents[message];
            boolean isRoot = root == message || root >= size;
            if (!isRoot || first[root] != NONE) continue;
            first[root] = message;
            order[count++] = root;
        }
        return new Roots(Arrays.copyOf(order, count), first);
    }

    /** Step 5: threads with one base subject become one. */
    private void mergeSubjects(Roots roots) {
        int[] groups = groups(roots);
        int[] holders = new int[size];
        Arrays.fill(holders, NONE);
        for (int root : roots.order) {
            int group = groups[roots.first[root]];
            if (group == NONE) continue;
            int holder = holders[group];
            boolean better =
                    holder == NONE || (isMessage(holder) && (!isMessage(root) || (isReply(holder) && !isReply(root))));
            if (better) holders[group] = root;
        }
        int[] moved = new int[parents.length];
        Arrays.fill(moved, NONE);
        for (int root : roots.order) {
            int group = groups[roots.first[root]];
            if (group == NONE || holders[group] == root || parents[root] != NONE) continue;
            merge(root, group, holders, moved);
        }
        for (int i = 0; i < size; i++) {
            if (parents[i] != NONE && moved[parents[i]] != NONE) parents[i] = moved[parents[i]];
        }
    }

    private void merge(int root, int group, int[] holders, int[] moved) {
        int holder = holders[group];
        if (!isMessage(root)) {
            // The holder is none either: such a one was preferred.
            moved[root] = holder;
        } else if (!isMessage(holder) || (isReply(root) && !isReply(holder))) {
            parents[root] = holder;
        } else {
            int over = nodes++;
            parents[root] = over;
            parents[holder] = over;
            holders[group] = over;
        }
    }

    /** A number for each base subject, by the message that stands for a root; none for an empty subject. */
    private int[] groups(Roots roots) {
        int[] bySubject = new int[roots.order.length];
        for (int i = 0; i < bySubject.length; i++) bySubject[i] = roots.first[roots.order[i]];
        IntSort.sort(bySubject, (one, other) -> table.compare(one, other, SortKey.SUBJECT));
        int[] groups = new int[size];
        Arrays.fill(groups, NONE);
        int group = 0;
        for (int i = 0; i < bySubject.length; i++) {
            if (i > 0 && table.compare(bySubject[i - 1], bySubject[i], SortKey.SUBJECT) != 0) group++;
            if (table.hasSubject(bySubject[i])) groups[bySubject[i]] = group;
        }
        return groups;
    }

    private boolean isMessage(int node) {
        return node < size;
    }

    private boolean isReply(int node) {
        return isMessage(node) && table.isReply(node);
    }

    /**
     * The roots in the order of the newest message of each thread.
     *
     * @param sorted the messages, oldest first
     */
    private int[] byNewest(int[] sorted, Roots roots) {
        int[] rootOf = new int[parents.length];
        Arrays.fill(rootOf, NONE);
        int[] way = new int[parents.length];
        int[] newest = new int[parents.length];
        for (int rank = 0; rank < sorted.length; rank++) {
            int at = sorted[rank];
            int steps = 0;
            while (rootOf[at] == NONE && parents[at] != NONE) {
                way[steps++] = at;
                at = parents[at];
            }
            int root = rootOf[at] == NONE ? at : rootOf[at];
            while (steps > 0) rootOf[way[--steps]] = root;
            newest[root] = rank;
        }
        int[] order = roots.order.clone();
        IntSort.sort(order, (one, other) -> Integer.compare(newest[one], newest[other]));
        return order;
    }

    /** Step 6. */
    private MailThreads built(int[] sorted, int[] roots) {
        int[] uids = new int[size];
        for (int i = 0; i < size; i++) uids[i] = table.uid(i);
        var threads = new MailThreads(uids, nodes);
        for (int message : sorted) if (parents[message] != NONE) threads.addChild(parents[message], message);
        for (int root : roots) threads.addRoot(root);
        return threads;
    }
}
