package org.mailstead.imap;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.mailstead.imap.EndOfCommand.Hopeless;

/**
 * Tells a client that its command still is being worked on, and how far it is. RFC 9585 §3. A command that is quick is
 * not spoken of.
 */
final class Progress implements IntConsumer {
    private final String tag;
    private final long goal;
    private final ImapWriter out;
    private final Clock clock;
    private final Duration every;
    private Instant next;

    /** @param goal how many messages there are to work on */
    Progress(String tag, long goal, ImapWriter out, Clock clock, Duration every) {
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
        tell(done);
    }

    /** Progress in a part of the work, when {@code before} messages have been worked on in other parts. */
    IntConsumer after(long before) {
        return done -> tell(before + done);
    }

    private void tell(long done) {
        if (clock.instant().isBefore(next)) return;
        next = clock.instant().plus(every);
        try {
            out.text("* OK [INPROGRESS (").quoted(tag);
            out.text(" ").number(done).text(" ").number(goal).text(")] Still working");
            out.line();
            out.flush();
        } catch (IOException gone) {
            // Nobody waits for the result any more.
            throw new Hopeless("The connection is lost.");
        }
    }
}
