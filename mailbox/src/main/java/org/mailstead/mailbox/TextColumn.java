package org.mailstead.mailbox;

import java.util.Arrays;

/**
 * The beginnings of one text of many messages, side by side. Sorting looks at each some twenty times in no order, and
 * where it lies in its block each look would have to wait for memory.
 */
final class TextColumn {
    /** Bytes of each, so that 100,000 take 4 MB at most; few texts are equal so far and differ behind it. */
    private static final int BEGINNING = 40;

    private final int[] ends;
    private final byte[] bytes;

    TextColumn(KeyBlock[] blocks, int[] places, KeyBlock.Text text) {
        ends = new int[blocks.length];
        int end = 0;
        for (int i = 0; i < blocks.length; i++) {
            end += Math.min(BEGINNING, blocks[i].textLength(places[i], text));
            ends[i] = end;
        }
        bytes = new byte[end];
        for (int i = 0; i < blocks.length; i++) blocks[i].copyText(places[i], text, bytes, start(i), ends[i]);
    }

    private int start(int at) {
        return at == 0 ? 0 : ends[at - 1];
    }

    /** Whether all of a text is here. */
    boolean isWhole(int at) {
        return ends[at] - start(at) < BEGINNING;
    }

    /** 0 means equal only if both are whole. */
    int compare(int one, int other) {
        return Arrays.compareUnsigned(bytes, start(one), ends[one], bytes, start(other), ends[other]);
    }
}
