package org.mailstead.web;

import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows that a form comes from our own page, in the browser to which it was given: a cookie that no other site can set or send, and
 * in the form a seal over that cookie and what the form is about. Nothing is kept of it here.
 */
public final class FormSeal {
    /** For a person to find their password. */
    public static final Duration LIFE = Duration.ofMinutes(30);

    public static final String FIELD = "seal";
    private static final String COOKIE = "__Host-mailstead-form";
    private static final int COOKIE_BYTES = 16;
    private static final Pattern COOKIE_VALUE = Pattern.compile("(?:^|;\\s*)" + COOKIE + "=([A-Za-z0-9_-]{22})(?:;|$)");
    private static final Pattern SEAL = Pattern.compile("([0-9]{1,12})\\.([A-Za-z0-9_-]{43})");
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final Seal key;
    private final Clock clock;
    private final RandomGenerator random;

    /** @param key for forms of one kind of pages only */
    public FormSeal(Seal key, Clock clock, RandomGenerator random) {
        this.key = key;
        this.clock = clock;
        this.random = random;
    }

    /** @param cookie to be set with the page */
    public record Sealed(String cookie, String seal) {
        public WebResponse onto(WebResponse page) {
            return page.with(
                    "Set-Cookie",
                    COOKIE + "=" + cookie + "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=" + LIFE.toSeconds());
        }
    }

    /** @param about what must not be changed between the page and what comes back */
    public Sealed seal(WebRequest request, String about) {
        // Two pages that are open at once share the cookie.
        String cookie = cookie(request).orElseGet(this::draw);
        long second = clock.instant().getEpochSecond();
        return new Sealed(cookie, second + "." + key.of(sealed(cookie, second, about)));
    }

    private String draw() {
        byte[] drawn = new byte[COOKIE_BYTES];
        random.nextBytes(drawn);
        return ENCODER.encodeToString(drawn);
    }

    /** Whether a form that came back is the one that {@link #seal} was made for, in that browser, and not too old. */
    public boolean holds(WebRequest request, String seal, String about) {
        if (isFromElsewhere(request)) return false;
        Optional<String> cookie = cookie(request);
        Matcher parts = SEAL.matcher(seal);
        if (cookie.isEmpty() || !parts.matches()) return false;
        long second = Long.parseLong(parts.group(1));
        long now = clock.instant().getEpochSecond();
        return second <= now
                && now - second <= LIFE.toSeconds()
                && key.holds(parts.group(2), sealed(cookie.get(), second, about));
    }

    /** Whether a page of another site has sent it: what browsers say of themselves; older ones say nothing. */
    public static boolean isFromElsewhere(WebRequest request) {
        String site = request.header("Sec-Fetch-Site");
        return site != null && !site.equals("same-origin");
    }

    private static Optional<String> cookie(WebRequest request) {
        String header = request.header("Cookie");
        if (header == null) return Optional.empty();
        Matcher found = COOKIE_VALUE.matcher(header);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static String sealed(String cookie, long second, String about) {
        return cookie + "\n" + second + "\n" + about;
    }
}
