package org.mailstead.imap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;

/**
 * Tells a client that its command still is being worked on, and how far it is. RFC 9585 §3. A command that is quick is
 * not spoken of.
 */
final class Progress implements IntConsumer {
    private final String tag;
    private final int goal;
    private final ImapWriter out;
    private final Clock clock;
    private final Duration every;
    private Instant next;

    /** @param goal how many messages there are to work on */
    Progress(String tag, int goal, ImapWriter out, Clock clock, Duration every) {
        this.tag = tag;
        this.goal = goal;
        this.out = out;
        this.clock = clock;
        this.every = every;
        this.next = clock.instant().plus(every);
    }

    /** @param done how many messages have been worked on */
    @Override
    public void accept(int done) {
        if (clock.instant().isBefore(next)) return;
        next = clock.instant().plus(every);
        try {
            out.text("* OK [INPROGRESS (").quoted(tag);
            out.text(" ").number(done).text(" ").number(goal).text(")] Still working");
            out.line();
            out.flush();
        } catch (IOException gone) {
            // Nobody waits for the result any more.
            throw new UncheckedIOException(gone);
        }
    }
}
