package org.mailstead.mailbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mailstead.mailbox.JournalEntry.Event;
import org.mailstead.mailbox.JournalEntry.Kind;

/** What happened to the messages of an account, told by who did it: the entries of one session are one line. */
public final class History {
    /** What somebody does after a longer pause is a line of its own. */
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private static final String IMAP = "imap";

    private History() {}

    /**
     * What one session did, or the server by itself.
     *
     * @param first when it began to change anything
     * @param last when it did so last
     * @param moved from one mailbox to another, or put in the place of an older version
     */
    public record Line(
            Instant first,
            Instant last,
            Actor by,
            long downloaded,
            long removed,
            long hidden,
            long added,
            long moved,
            long restored) {
        /** Whether anything was taken away from somebody, or brought back. */
        public boolean takes() {
            return downloaded + removed + hidden + restored > 0;
        }

        private boolean isEmpty() {
            return downloaded + removed + hidden + added + moved + restored == 0;
        }

        private Line and(Line later) {
            return new Line(
                    first,
                    later.last,
                    by,
                    downloaded + later.downloaded,
                    removed + later.removed,
                    hidden + later.hidden,
                    added + later.added,
                    moved + later.moved,
                    restored + later.restored);
        }

        private static Line of(JournalEntry entry) {
            long added = count(entry, Kind.ADDED);
            long removed = count(entry, Kind.EXPUNGED);
            long restored = count(entry, Kind.RESTORED);
            // A move is both, in one commit; nothing else that IMAP does is.
            long moved = entry.by().protocol().equals(IMAP) ? Math.min(added, removed) : 0;
            Instant time = Instant.ofEpochSecond(entry.time());
            return new Line(
                    time,
                    time,
                    entry.by(),
                    count(entry, Kind.DOWNLOADED),
                    removed - moved,
                    count(entry, Kind.HIDDEN),
                    added - restored - moved,
                    moved,
                    restored);
        }

        private static long count(JournalEntry entry, Kind kind) {
            return entry.events().stream()
                    .filter(event -> event.kind() == kind)
                    .map(Event::uids)
                    .mapToLong(UidSet::size)
                    .sum();
        }
    }

    /** From {@code since} on, the oldest first, as far as the journal of the account reaches back. */
    public static List<Line> of(MailAccount account, Instant since) {
        var lines = new ArrayList<Line>();
        Map<Actor, Integer> open = new HashMap<>();
        account.journal().readAll(entry -> {
            Line next = Line.of(entry);
            if (next.isEmpty() || next.first().isBefore(since)) return;
            Integer at = open.get(entry.by());
            if (at != null && !next.first().isAfter(lines.get(at).last().plus(PAUSE))) {
                lines.set(at, lines.get(at).and(next));
                return;
            }
            open.put(entry.by(), lines.size());
            lines.add(next);
        });
        return lines;
    }
}
