package org.mailstead.wire;

import java.time.Duration;

/**
 * Times every connection is held to, whatever the protocol.
 *
 * @param firstLine until the session sets its own
 * @param handshake for a whole TLS handshake: a slow phone network needs seconds, an attacker would take hours
 * @param write for the peer to take one piece of an answer (32 KiB at most): even at 1 KB/s it could
 * @param closing for the last answer and the peer's own goodbye
 * @param slack by which a read inside TLS may pass its limit before the socket is closed under it
 * @param drainedReads input taken and thrown away at the close: as much as a window holds, no endless stream
 */
record WireLimits(
        Duration firstLine, Duration handshake, Duration write, Duration closing, Duration slack, int drainedReads) {
    static final WireLimits STANDARD = new WireLimits(
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            256);
}
