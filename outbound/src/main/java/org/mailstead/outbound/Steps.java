package org.mailstead.outbound;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mailstead.smtp.SmtpReply;

/** What one try met on its way, for whoever asks later why a message did not arrive. Used by one thread at a time. */
public final class Steps {
    /** Before these a line is a step on the way and not what came of it. */
    public static final String MARK = "  ";

    /** Lines of one try: three hosts with an address or two, and what each said to each command. */
    private static final int LINES = 60;

    /** Characters of all of them: they share a row with what came of the try. */
    private static final int CHARACTERS = 6000;

    /** Characters of one line; what hosts say can be long. */
    private static final int LINE = 240;

    private final InstantSource clock;
    private final Instant begin;
    private final List<String> lines = new ArrayList<>();
    private int characters;
    private boolean full;

    /** Of a try that begins now. */
    public Steps(InstantSource clock) {
        this.clock = clock;
        begin = clock.instant();
    }

    /** @param what a sentence or a reply; beyond what fits, nothing more is kept */
    public void tell(String what) {
        if (full) return;
        String text = what.length() > LINE ? what.substring(0, LINE) + "…" : what;
        characters += text.length();
        full = lines.size() == LINES - 1 || characters > CHARACTERS;
        double seconds = Duration.between(begin, clock.instant()).toMillis() / 1000.0;
        lines.add(MARK + String.format(Locale.ROOT, "+%.1f s  ", seconds) + (full ? "(and so on)" : text));
    }

    /** An answer of another server. */
    void heard(String asked, SmtpReply reply) {
        tell(asked + ": " + reply);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
