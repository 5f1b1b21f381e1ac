package org.mailstead.outbound;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;

/**
 * What happened to a message at one moment, for people.
 *
 * @param lines one for each recipient or thing
 * @param links ids of messages that it became, or that it came of
 */
public record StoryEntry(Instant when, List<String> lines, List<String> links) {
    /** Form 1 ended before the links. */
    private static final int WITH_LINKS = 2;

    /** One message becomes a report or two, and as many as an alias has targets. */
    private static final int LINKS = 1100;

    /** The steps of a try, and what a hundred recipients met: more than enough for one moment. */
    private static final int LINES = 170;

    /** Characters of a line; what hosts say can be long. */
    private static final int LINE = 300;

    /** Characters of all lines: each is at most three bytes, and they share a row. */
    private static final int ALL = 20_000;

    public StoryEntry {
        var kept = new ArrayList<String>();
        int length = 0;
        for (String line : lines) {
            String some = line.length() > LINE ? line.substring(0, LINE) + "…" : line;
            length += some.length();
            if (kept.size() == LINES || length > ALL) break;
            kept.add(some);
        }
        lines = List.copyOf(kept);
        links = List.copyOf(links.subList(0, Math.min(links.size(), LINKS)));
    }

    public StoryEntry(Instant when, List<String> lines) {
        this(when, lines, List.of());
    }

    byte[] encode() {
        var row = new RowWriter().varint(WITH_LINKS).varint(when.toEpochMilli()).varint(lines.size());
        lines.forEach(row::string);
        row.varint(links.size());
        links.forEach(row::string);
        return row.toBytes();
    }

    static StoryEntry decode(byte[] row) {
        return QueueRows.read(row, WITH_LINKS, StoryEntry::read);
    }

    private static StoryEntry read(RowReader in, long form) {
        var when = Instant.ofEpochMilli(in.varint());
        int count = in.count();
        if (count > LINES) throw new IllegalArgumentException(count + " lines at one moment");
        var lines = new ArrayList<String>();
        for (int i = 0; i < count; i++) lines.add(in.string());
        var links = new ArrayList<String>();
        int linked = form < WITH_LINKS ? 0 : in.count();
        if (linked > LINKS) throw new IllegalArgumentException(linked + " links at one moment");
        for (int i = 0; i < linked; i++) links.add(in.string());
        return new StoryEntry(when, lines, links);
    }
}
