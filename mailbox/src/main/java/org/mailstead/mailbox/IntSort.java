package org.mailstead.mailbox;

/** Sorts numbers by what they stand for, without an object for each. Stable; time n log n. */
final class IntSort {
    @FunctionalInterface
    interface Order {
        int compare(int one, int other);
    }

    private IntSort() {}

    static void sort(int[] values, Order order) {
        int[] from = values;
        int[] to = new int[values.length];
        boolean inPlace = true;
        for (int run = 1; run < values.length && run > 0; run *= 2) {
            for (int start = 0; start < values.length; start += 2 * run) {
                int middle = Math.min(values.length, start + run);
                merge(from, to, start, middle, (int) Math.min(values.length, start + 2L * run), order);
                if (start > values.length - 2L * run) break;
            }
            int[] sorted = to;
            to = from;
            from = sorted;
            inPlace = !inPlace;
        }
        if (!inPlace) System.arraycopy(from, 0, values, 0, values.length);
    }

    private static void merge(int[] from, int[] to, int start, int middle, int end, Order order) {
        int left = start;
        int right = middle;
        if (middle < end && order.compare(from[middle - 1], from[middle]) <= 0) {
            System.arraycopy(from, start, to, start, end - start);
            return;
        }
        for (int i = start; i < end; i++) {
            boolean takeLeft = left < middle && (right >= end || order.compare(from[left], from[right]) <= 0);
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }
}
