package org.mailstead.mailbox;

import java.util.Arrays;

/**
 * Trees that grow together and are cut apart, and the question whether a node is below another, each in time log n: long
 * chains of mails, made to be long, must not take their square. Link-cut trees after Sleator and Tarjan: each tree is a
 * set of paths, each path a splay tree in the order of depth.
 */
final class LinkCutForest {
    static final int NONE = -1;

    /** In the splay tree; of the top of one, the node above the path. */
    private final int[] up;

    private final int[] left;
    private final int[] right;
    private final int[] parents;

    LinkCutForest(int nodes) {
        up = filled(nodes);
        left = filled(nodes);
        right = filled(nodes);
        parents = filled(nodes);
    }

    private static int[] filled(int nodes) {
        int[] none = new int[nodes];
        Arrays.fill(none, NONE);
        return none;
    }

    int size() {
        return parents.length;
    }

    int parent(int node) {
        return parents[node];
    }

    /** Puts {@code child}, which has no parent, below {@code parent}; not if that is below it, or is it. */
    void link(int child, int parent) {
        if (child == parent || root(parent) == child) return;
        access(child);
        up[child] = parent;
        parents[child] = parent;
    }

    /** Makes a node the root of a tree of its own, with all below it. */
    void cut(int node) {
        if (parents[node] == NONE) return;
        access(node);
        up[left[node]] = NONE;
        left[node] = NONE;
        parents[node] = NONE;
    }

    private int root(int node) {
        access(node);
        int top = node;
        while (left[top] != NONE) top = left[top];
        splay(top);
        return top;
    }

    /** Makes the way from the root to {@code node} one path, with the node on top of its splay tree. */
    private void access(int node) {
        int below = NONE;
        for (int at = node; at != NONE; at = up[at]) {
            splay(at);
            right[at] = below;
            below = at;
        }
        splay(node);
    }

    private boolean isTop(int node) {
        int above = up[node];
        return above == NONE || (left[above] != node && right[above] != node);
    }

    private void splay(int node) {
        while (!isTop(node)) {
            int above = up[node];
            if (!isTop(above)) {
                boolean sameSide = (left[above] == node) == (left[up[above]] == above);
                rotate(sameSide ? above : node);
            }
            rotate(node);
        }
    }

    private void rotate(int node) {
        int above = up[node];
        int top = up[above];
        boolean aboveIsTop = isTop(above);
        int moved;
        if (left[above] == node) {
            moved = right[node];
            left[above] = moved;
            right[node] = above;
        } else {
            moved = left[node];
            right[above] = moved;
            left[node] = above;
        }
        if (moved != NONE) up[moved] = above;
        up[above] = node;
        up[node] = top;
        if (aboveIsTop) return;
        if (left[top] == above) left[top] = node;
        else right[top] = node;
    }
}
