package org.mailstead.pop3;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mailstead.directory.AccountId;

/**
 * When accounts last signed in, where a delay between sign-ins is wanted. RFC 2449 §6.5. A session that broke off is forgotten,
 * so that a telephone that lost its connection may come again at once.
 */
final class LastSignIns {
    /** Accounts that are remembered: some 100 bytes each. Those beyond are forgotten first that came first. */
    private static final int ACCOUNTS = 100_000;

    private final Duration delay;
    private final Map<AccountId, Instant> last = new LinkedHashMap<>();

    LastSignIns(Duration delay) {
        this.delay = delay;
    }

    /** @throws EndOfCommand.Refused if it is too soon */
    synchronized void admit(AccountId account, Instant now) {
        if (delay.isZero()) return;
        Instant before = last.get(account);
        if (before != null && now.isBefore(before.plus(delay)))
            throw new EndOfCommand.Refused(Pop3Replies.tooSoon(
                    Duration.between(now, before.plus(delay)).toSeconds() + 1));
        last.remove(account);
        last.put(account, now);
        if (last.size() > ACCOUNTS) last.remove(last.keySet().iterator().next());
    }

    /** The session that was admitted then has broken off. */
    synchronized void forget(AccountId account, Instant admitted) {
        last.remove(account, admitted);
    }
}
