package org.mailstead.mailbox;

import java.util.Arrays;

/**
 * Messages as trees. A node is a number; {@link #NONE} is no node. Some roots are no message, but hold several together
 * that belong below one which is missing.
 */
public final class MailThreads {
    public static final int NONE = -1;

    private final int[] uids;
    private final int[] firstChildren;
    private final int[] lastChildren;
    private final int[] siblings;
    private int firstRoot = NONE;
    private int lastRoot = NONE;

    /** @param uids of the nodes that are messages; nodes behind those are none */
    MailThreads(int[] uids, int nodes) {
        this.uids = uids;
        firstChildren = new int[nodes];
        lastChildren = new int[nodes];
        siblings = new int[nodes];
        Arrays.fill(firstChildren, NONE);
        Arrays.fill(lastChildren, NONE);
        Arrays.fill(siblings, NONE);
    }

    void addRoot(int node) {
        if (lastRoot == NONE) firstRoot = node;
        else siblings[lastRoot] = node;
        lastRoot = node;
    }

    void addChild(int parent, int node) {
        if (lastChildren[parent] == NONE) firstChildren[parent] = node;
        else siblings[lastChildren[parent]] = node;
        lastChildren[parent] = node;
    }

    public int firstRoot() {
        return firstRoot;
    }

    public int firstChild(int node) {
        return firstChildren[node];
    }

    /** The next child of the same parent, or the next root. */
    public int next(int node) {
        return siblings[node];
    }

    public boolean isMessage(int node) {
        return node < uids.length;
    }

    /** Of a node that is a message. */
    public int uid(int node) {
        return uids[node];
    }
}
