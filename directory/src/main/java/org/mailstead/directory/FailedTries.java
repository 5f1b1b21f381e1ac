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
 * not touched, and where an account is guessed at from many networks, strangers wait and the rest do not.
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

    /**
     * Different wrong passwords for one account from wherever, within {@link #WINDOW_EVERYWHERE}: from then on who comes from a network
     * the account was never signed in to from has to wait. A family with ten devices and an old password does not get there.
     */
    static final int FOR_ACCOUNT_EVERYWHERE = 100;

    static final Duration WINDOW_EVERYWHERE = Duration.ofHours(1);

    /** Pairs remembered, 1 KiB for most of them; when there are more, the one without a try for longest goes. */
    static final int REMEMBERED = 20_000;

    private record Suspect(Network network, String userName) {}

    /** @param fingerprint of user name and password, so that it can be known again and not be read back */
    private record Try(long fingerprint, long atMillis, boolean failed) {}

    private static final String ALL_ACCOUNTS = "";
    private static final Network EVERYWHERE = new Network("everywhere");

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
        TOO_MANY,
        /** As OPEN, but the account is under attack from many places. */
        UNDER_ATTACK
    }

    /** If this says OPEN or UNDER_ATTACK, {@link #failed} or {@link #takeBack} must follow. */
    synchronized Standing begin(Network network, String userName, long fingerprint) {
        var one = new Suspect(network, userName);
        var all = new Suspect(network, ALL_ACCOUNTS);
        for (Try t : current(one)) {
            if (t.fingerprint == fingerprint) return t.failed ? Standing.KNOWN_WRONG : Standing.OPEN;
        }
        if (current(one).size() >= FOR_ACCOUNT || current(all).size() >= FROM_NETWORK) return Standing.TOO_MANY;
        set(one, fingerprint, false);
        set(all, fingerprint, false);
        boolean attacked = current(new Suspect(EVERYWHERE, userName)).size() >= FOR_ACCOUNT_EVERYWHERE;
        return attacked ? Standing.UNDER_ATTACK : Standing.OPEN;
    }

    synchronized void failed(Network network, String userName, long fingerprint) {
        set(new Suspect(network, userName), fingerprint, true);
        set(new Suspect(network, ALL_ACCOUNTS), fingerprint, true);
        var everywhere = new Suspect(EVERYWHERE, userName);
        if (current(everywhere).size() < FOR_ACCOUNT_EVERYWHERE) set(everywhere, fingerprint, true);
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
        Duration window = suspect.network.equals(EVERYWHERE) ? WINDOW_EVERYWHERE : WINDOW;
        long oldest = clock.millis() - window.toMillis();
        known.removeIf(t -> t.atMillis <= oldest);
        if (known.isEmpty()) tries.remove(suspect);
        return known;
    }

    synchronized int remembered() {
        return tries.size();
    }
}
