package org.mailstead.outbound;

/** The far end of a simulated connection: it hears bytes and says bytes, falls silent, or hangs up. */
interface SimulatedPeer {
    void hear(byte[] bytes, int offset, int length);

    /** What it says next; empty if it waits, or has fallen silent for good. */
    byte[] take();

    boolean hasHungUp();
}
