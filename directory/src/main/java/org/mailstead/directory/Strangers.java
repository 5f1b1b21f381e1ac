package org.mailstead.directory;

import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Tries under names that nobody has, in memory only. Each is kept in the same way, whoever's name it resembles: that is asked when the
 * holder of an account looks. May be called from any thread.
 */
final class Strangers {
    /** Names, each with a story of up to 10 KiB: 10 MiB at worst. The ones not tried for longest go first. */
    static final int NAMES = 1_000;

    /** Of one network: who runs through a list of names must not push out the one that somebody mistypes elsewhere. */
    static final int NAMES_OF_NETWORK = 50;

    /** Of each name that is like one's own. */
    private static final int TRIES = 5;

    /** Names of fewer characters are other names after two slips. */
    private static final int SHORT = 5;

    /** @param first the network from which the name was tried first; it counts as its own */
    private record Name(SignInStory story, Network first) {}

    private final Map<MailAddress, Name> names = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Network, Integer> ofNetwork = new LinkedHashMap<>();

    synchronized void add(MailAddress stranger, Network from, SignInAttempt attempt) {
        Name known = names.get(stranger);
        if (known == null) {
            if (ofNetwork.getOrDefault(from, 0) >= NAMES_OF_NETWORK) dropOldest(from);
            else if (names.size() >= NAMES) dropOldest();
            known = new Name(new SignInStory(), from);
            names.put(stranger, known);
            ofNetwork.merge(from, 1, Integer::sum);
        }
        known.story.add(attempt, Optional.empty());
    }

    private void dropOldest(Network of) {
        for (Iterator<Name> all = names.values().iterator(); all.hasNext(); ) {
            Name each = all.next();
            if (!each.first.equals(of)) continue;
            all.remove();
            forgetOne(of);
            return;
        }
    }

    private void dropOldest() {
        Iterator<Name> all = names.values().iterator();
        Name oldest = all.next();
        all.remove();
        forgetOne(oldest.first);
    }

    private void forgetOne(Network network) {
        ofNetwork.computeIfPresent(network, (_, count) -> count > 1 ? count - 1 : null);
    }

    /**
     * The newest first.
     *
     * @param atHome whether the account was signed in to from there
     * @param leadsThere whether a name is an alias that leads to the account
     */
    List<SignInAttempt> like(MailAddress address, Predicate<Network> atHome, Predicate<MailAddress> leadsThere) {
        // Those who sign in must not wait for what is looked up about names.
        return networks().entrySet().stream()
                .filter(each ->
                        isLike(address, each.getKey(), each.getValue(), atHome) || leadsThere.test(each.getKey()))
                .flatMap(each -> tries(each.getKey()).stream())
                .sorted(Comparator.comparing(SignInAttempt::last).reversed())
                .toList();
    }

    private synchronized Map<MailAddress, Network> networks() {
        var networks = new LinkedHashMap<MailAddress, Network>();
        names.forEach((stranger, name) -> networks.put(stranger, name.first));
        return networks;
    }

    private synchronized List<SignInAttempt> tries(MailAddress stranger) {
        Name name = names.get(stranger);
        return name == null
                ? List.of()
                : name.story.attempts().stream().limit(TRIES).toList();
    }

    private static boolean isLike(
            MailAddress address, MailAddress stranger, Network network, Predicate<Network> atHome) {
        if (stranger.domain().equals(address.domain())) return isNear(stranger.local(), address.local());
        return stranger.local().equals(address.local())
                && (isNearDomain(stranger.domain(), address.domain()) || atHome.test(network));
    }

    /** A slip of the finger, or the name of a host in the domain. */
    private static boolean isNearDomain(String one, String other) {
        return one.endsWith("." + other) || other.endsWith("." + one) || isNear(one, other);
    }

    /**
     * Whether two names differ by a slip of the finger or two: a letter too many, too few or wrong, or two the other way round. One slip
     * only where either is short.
     */
    static boolean isNear(String one, String other) {
        int most = Math.min(one.length(), other.length()) < SHORT ? 1 : 2;
        if (Math.abs(one.length() - other.length()) > most) return false;
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        for (int j = 0; j < last.length; j++) last[j] = j;
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                row[j] = Math.min(last[j - 1] + (same ? 0 : 1), 1 + Math.min(last[j], row[j - 1]));
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                if (swapped) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
            }
            beforeLast = last;
            last = row;
        }
        return last[other.length()] <= most;
    }
}
