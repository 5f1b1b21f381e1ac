package org.mailstead.directory;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts wrong passwords, so that guessing takes years and mistyping costs nobody their mail. Only different wrong
 * passwords count: a telephone that goes on with last year's tells an attacker nothing, and must not shut out the
 * person who is typing the new one beside it. Nothing is ever locked for others: who signs in from another network is
 * not touched.
 *
 * <p>A try counts from its beginning and is taken back if it was right; else a thousand at once would all pass.
 */
final class FailedTries {
    /** Counted tries are forgotten after this: as long as a person would wait before trying again anyway. */
    static final Duration WINDOW = Duration.ofMinutes(10);

    /** Different wrong passwords for one account from one network: no person has more ideas; 1 million take a year. */
    static final int FOR_ACCOUNT = 20;

    /** Different wrong passwords from one network for all accounts: an office whose server moved, not a guesser. */
    static final int FROM_NETWORK = 200;

    /** Pairs remembered, 1 KiB for most of them; when there are more, the one without a try for longest goes. */
    static final int REMEMBERED = 20_000;

    private record Suspect(Network network, String userName) {}

    /** @param fingerprint of user name and password, so that it can be known again and not be read back */
    private record Try(long fingerprint, long atMillis, boolean failed) {}

    private static final String ALL_ACCOUNTS = "";

    private final Clock clock;
    private final Map<Suspect, List<Try>> tries = new LinkedHashMap<>(16, 0.75f, true);

    FailedTries(Clock clock) {
        this.clock = clock;
    }

    /** What is known of a try before its password is looked at. */
    enum Standing {
        OPEN,
        /** This very password was wrong a moment ago. */
        KNOWN_WRONG,
        TOO_MANY
    }

    /** If this says OPEN, {@link #failed} or {@link #takeBack} must follow. */
    synchronized Standing begin(Network network, String userName, long fingerprint) {
        var one = new Suspect(network, userName);
        var all = new Suspect(network, ALL_ACCOUNTS);
        for (Try t : current(one)) {
            if (t.fingerprint == fingerprint) return t.failed ? Standing.KNOWN_WRONG : Standing.OPEN;
        }
        if (current(one).size() >= FOR_ACCOUNT || current(all).size() >= FROM_NETWORK) return Standing.TOO_MANY;
        set(one, fingerprint, false);
        set(all, fingerprint, false);
        return Standing.OPEN;
    }

    synchronized void failed(Network network, String userName, long fingerprint) {
        set(new Suspect(network, userName), fingerprint, true);
        set(new Suspect(network, ALL_ACCOUNTS), fingerprint, true);
    }

    synchronized void takeBack(Network network, String userName, long fingerprint) {
        forget(new Suspect(network, userName), fingerprint);
        forget(new Suspect(network, ALL_ACCOUNTS), fingerprint);
    }

    private void set(Suspect suspect, long fingerprint, boolean failed) {
        List<Try> known = tries.computeIfAbsent(suspect, s -> new ArrayList<>(2));
        known.removeIf(t -> t.fingerprint == fingerprint);
        known.add(new Try(fingerprint, clock.millis(), failed));
        if (tries.size() > REMEMBERED) tries.remove(tries.keySet().iterator().next());
    }

    private void forget(Suspect suspect, long fingerprint) {
        List<Try> known = tries.get(suspect);
        if (known != null && known.removeIf(t -> t.fingerprint == fingerprint) && known.isEmpty()) {
            tries.remove(suspect);
        }
    }

    private List<Try> current(Suspect suspect) {
        List<Try> known = tries.get(suspect);
        if (known == null) return List.of();
        long oldest = clock.millis() - WINDOW.toMillis();
        known.removeIf(t -> t.atMillis <= oldest);
        if (known.isEmpty()) tries.remove(suspect);
        return known;
    }

    synchronized int remembered() {
        return tries.size();
    }
}
