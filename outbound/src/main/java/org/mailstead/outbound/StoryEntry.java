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
 */
public record StoryEntry(Instant when, List<String> lines) {
    private static final int FORM = 1;

    /** A story is told to people: what a hundred recipients met is more than enough for one moment. */
    private static final int LINES = 110;

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
    }

    byte[] encode() {
        var row = new RowWriter().varint(FORM).varint(when.toEpochMilli()).varint(lines.size());
        lines.forEach(row::string);
        return row.toBytes();
    }

    static StoryEntry decode(byte[] row) {
        return QueueRows.read(row, FORM, StoryEntry::read);
    }

    private static StoryEntry read(RowReader in) {
        var when = Instant.ofEpochMilli(in.varint());
        int count = in.count();
        if (count > LINES) throw new IllegalArgumentException(count + " lines at one moment");
        var lines = new ArrayList<String>();
        for (int i = 0; i < count; i++) lines.add(in.string());
        return new StoryEntry(when, lines);
    }
}
