package org.mailstead.wire;

/** Looks at input where it lies. */
@FunctionalInterface
public interface Scan {
    /** Looks at bytes {@code from} to {@code to - 1} and returns the position after the last one it takes. */
    int scan(byte[] input, int from, int to);
}
