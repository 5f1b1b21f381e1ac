package org.mailstead.statuspage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailstead.gateway.PageLinks.Entry;

/**
 * The browsers that were let in. Each has a path that nobody guesses and a cookie for that path only: browsers send cookies to all ports of
 * a machine, where somebody else's program may listen, but not for a path that is not asked for. And the path alone, which stands in the
 * browser's history, opens nothing.
 */
final class Sessions {
    /** Long enough to find the telephone with the second factor, and to read what to set. */
    static final Duration IDLE = Duration.ofHours(2);

    /** Browsers of one person; the one that came longest ago goes. */
    private static final int MOST = 20;

    private static final int SECRET_BYTES = 16;
    private static final String COOKIE = "mailstead-gateway";
    private static final Pattern SHOWN = Pattern.compile("(?:^|;\\s*)" + COOKIE + "=([0-9a-f]{32})(?:;|$)");

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Session> all = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
            return size() > MOST;
        }
    };

    /**
     * One browser.
     *
     * @param id the last part of its path
     * @param entry what it may see
     */
    record Session(String id, String secret, Entry entry, Instant last) {
        String path() {
            return "/" + id;
        }

        /** What sets the cookie. */
        String cookie() {
            return COOKIE + "=" + secret + "; Path=" + path() + "; HttpOnly; SameSite=Strict";
        }

        boolean maySee(String address) {
            return entry.account().isEmpty() || entry.account().get().equalsIgnoreCase(address);
        }

        /** Not the secrets: this may end up in a log. */
        @Override
        public String toString() {
            return entry.toString();
        }
    }

    Sessions(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    synchronized Session begin(Entry entry) {
        var session = new Session(drawn(), drawn(), entry, clock.instant());
        all.put(session.id(), session);
        return session;
    }

    private String drawn() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Whether there is one with that id, whoever asks. */
    synchronized boolean has(String id) {
        return alive(id).isPresent();
    }

    private Optional<Session> alive(String id) {
        Instant now = clock.instant();
        all.values().removeIf(each -> now.isAfter(each.last().plus(IDLE)));
        return Optional.ofNullable(all.get(id));
    }

    /**
     * The one of a browser that shows its cookie.
     *
     * @param cookies as it sends them; null if it sends none
     */
    synchronized Optional<Session> of(String id, @Nullable String cookies) {
        Optional<Session> session = alive(id);
        if (session.isEmpty() || cookies == null) return Optional.empty();
        var shown = SHOWN.matcher(cookies);
        if (!shown.find() || !isSame(shown.group(1), session.get().secret())) return Optional.empty();
        Session known = session.get();
        all.put(id, new Session(known.id(), known.secret(), known.entry(), clock.instant()));
        return session;
    }

    /** Takes as long whatever is wrong with it. */
    private static boolean isSame(String said, String secret) {
        return MessageDigest.isEqual(said.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }
}
