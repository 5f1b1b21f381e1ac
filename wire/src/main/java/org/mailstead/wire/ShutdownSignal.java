package org.mailstead.wire;

import java.util.ArrayList;
import java.util.List;

/** Given once; runs what waits for it, each on a virtual thread of its own since it may talk to a slow peer. */
final class ShutdownSignal {
    private final List<Runnable> waiting = new ArrayList<>();
    private volatile boolean given;

    boolean given() {
        return given;
    }

    synchronized void then(Runnable action) {
        if (given) Thread.startVirtualThread(action);
        else waiting.add(action);
    }

    synchronized void give() {
        if (given) return;
        given = true;
        waiting.forEach(Thread::startVirtualThread);
        waiting.clear();
    }
}
