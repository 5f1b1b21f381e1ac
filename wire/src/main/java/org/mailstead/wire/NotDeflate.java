package org.mailstead.wire;

import java.io.IOException;

/** What the peer sent is no deflate stream: nothing that follows can be read. The connection can still be written to. */
public final class NotDeflate extends IOException {
    NotDeflate(String what) {
        super("not deflate: " + what);
    }
}
