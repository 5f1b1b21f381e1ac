package org.mailstead.setup;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailstead.directory.Account;
import org.mailstead.directory.AccountId;
import org.mailstead.directory.Directory;
import org.mailstead.web.Seal;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;

/**
 * Remembers in a browser for an hour who signed in there, or came by an invitation: a cookie with a seal. It lets its person make passwords
 * for devices and see why one does not connect, and nothing else.
 */
public final class BrowserSession {
    /** To set up a device or two. */
    static final Duration LIFE = Duration.ofHours(1);

    private static final String COOKIE = "__Host-mailstead-setup";
    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=";
    private static final Pattern VALUE = Pattern.compile("(?:^|;\\s*)" + COOKIE
            + "=([a-z0-9-]{1,40})\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{" + Seal.CHARACTERS + "})(?:;|$)");

    private final Seal seal;
    private final Directory directory;
    private final Clock clock;

    BrowserSession(Directory directory, Clock clock) {
        this.seal = new Seal(directory.secrets().key("setup-session"));
        this.directory = directory;
        this.clock = clock;
    }

    /** Who it is that asks, if the account is still there. */
    public Optional<Account> of(WebRequest request) {
        String header = request.header("Cookie");
        if (header == null) return Optional.empty();
        Matcher found = VALUE.matcher(header);
        if (!found.find() || !seal.holds(found.group(3), found.group(1) + "." + found.group(2)))
            return Optional.empty();
        if (clock.instant().getEpochSecond() >= Long.parseLong(found.group(2))) return Optional.empty();
        return directory.account(new AccountId(found.group(1)));
    }

    public WebResponse begin(WebResponse answer, Account account) {
        String value = account.id().value() + "." + clock.instant().plus(LIFE).getEpochSecond();
        return answer.with("Set-Cookie", COOKIE + "=" + value + "." + seal.of(value) + ATTRIBUTES + LIFE.toSeconds());
    }

    static WebResponse end(WebResponse answer) {
        return answer.with("Set-Cookie", COOKIE + "=" + ATTRIBUTES + 0);
    }
}
