package org.mailstead.wire;

import java.io.IOException;

/** The peer was silent, or dripped, for longer than it may. The connection can still be written to. */
public final class PeerTimedOut extends IOException {
    public PeerTimedOut(String what) {
        super(what);
    }
}
