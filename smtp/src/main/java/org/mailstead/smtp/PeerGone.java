package org.mailstead.smtp;

import java.io.IOException;

/** The peer closed the connection in the middle of something: nothing of it counts. */
final class PeerGone extends IOException {
    PeerGone() {
        super("the peer hung up without QUIT");
    }
}
