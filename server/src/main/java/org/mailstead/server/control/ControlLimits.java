package org.mailstead.server.control;

import java.time.Duration;

/** Limits of the control door. */
final class ControlLimits {
    /** Characters in a request: a command line, of which the longest part is a list of aliases' targets. */
    static final int REQUEST_CHARS = 64 * 1024;

    /** Time for a request to arrive: it is written at once by a process on this machine. */
    static final Duration REQUEST_TIME = Duration.ofSeconds(5);

    /** Commands at once: people and scripts run them one by one; more waits in the backlog. */
    static final int AT_ONCE = 8;

    /** Time for a command to be done: removing a large account is the longest. */
    static final Duration ANSWER_TIME = Duration.ofMinutes(10);

    /** Bytes of randomness in the token: nobody guesses 256 bits. */
    static final int TOKEN_BYTES = 32;

    private ControlLimits() {}
}
