package org.mailstead.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links to the page of a gateway, each good once. Other people may be on the machine and reach its port; who has a link is let in. The one to
 * all accounts stands in a file that only the gateway's person can read, so that it can be opened by a click and is in no list of processes
 * and no log. One to a single account is told to programs that have shown its password; it is short, since people may have to type it.
 */
public final class PageLinks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PageLinks.class);

    /** 49 bits, of which somebody who guesses gets to try forty a second. */
    private static final int CHARACTERS = 10;

    /** What stands in old logs of a mail program opens nothing. */
    private static final Duration GOOD = Duration.ofDays(1);

    private static final String HOST = "http://127.0.0.1:";
    private static final Pattern IN_FILE =
            Pattern.compile("url=(http://127\\.0\\.0\\.1:\\d{1,5}/[a-z2-9]{" + CHARACTERS + "})\"");

    private final GatewayFolder folder;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<Entry, Code> codes = new HashMap<>();
    private int port;

    /**
     * To what somebody is let in.
     *
     * @param account its address; empty for all accounts
     */
    public record Entry(Optional<String> account) {
        private static final Entry ALL = new Entry(Optional.empty());
    }

    private record Code(String text, Instant drawn) {}

    /**
     * Without a page until it is {@link #opened}.
     *
     * @param random a secure one
     */
    public PageLinks(GatewayFolder folder, InstantSource clock, RandomGenerator random) {
        this.folder = folder;
        this.clock = clock;
        this.random = random;
    }

    /** @param where the page is served now */
    public synchronized void opened(int where) {
        port = where;
        codes.clear();
        writeFile();
    }

    /** To one account; empty while there is no page. */
    public synchronized Optional<String> forAccount(String address) {
        return port == 0 ? Optional.empty() : Optional.of(link(new Entry(Optional.of(address))));
    }

    /** A page for the browser that leads to all accounts; empty while there is none. */
    public synchronized Optional<Path> file() {
        return port == 0 ? Optional.empty() : Optional.of(folder.pageFile().toAbsolutePath());
    }

    private String link(Entry to) {
        Instant now = clock.instant();
        Code code = codes.get(to);
        if (code == null || !isGood(to, code, now)) {
            code = new Code(LocalPassword.characters(CHARACTERS, random), now);
            codes.put(to, code);
        }
        return HOST + port + "/" + code.text();
    }

    private static boolean isGood(Entry to, Code code, Instant now) {
        return to.account().isEmpty() || now.isBefore(code.drawn().plus(GOOD));
    }

    /**
     * Uses a link up.
     *
     * @param code its last part
     * @return empty if it opens nothing
     */
    public synchronized Optional<Entry> take(String code) {
        Instant now = clock.instant();
        for (var each : codes.entrySet()) {
            Entry entry = each.getKey();
            Code known = each.getValue();
            if (!isGood(entry, known, now) || !known.text().equals(code)) continue;
            codes.remove(entry);
            if (entry.equals(Entry.ALL)) writeFile();
            return Optional.of(entry);
        }
        return Optional.empty();
    }

    private void writeFile() {
        try {
            folder.writePage(
                    "<!doctype html><meta charset=\"utf-8\"><title>Mailstead</title><meta http-equiv=\"refresh\""
                            + " content=\"0;url=" + link(Entry.ALL) + "\">\n");
        } catch (IOException e) {
            LOG.warn(
                    "The link to the page of the gateway cannot be written to {}: {}",
                    folder.pageFile(),
                    e.getMessage());
        }
    }

    /** The link that a file has which was written here; empty if there is none in it. */
    static Optional<String> read(String file) {
        Matcher link = IN_FILE.matcher(file);
        return link.find() ? Optional.of(link.group(1)) : Optional.empty();
    }

    /** There is no page from now on. */
    @Override
    public synchronized void close() {
        port = 0;
        codes.clear();
        folder.removePage();
    }
}
