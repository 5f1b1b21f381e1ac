package org.mailstead.ldap;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordAuthority.Verdict;
import org.mailstead.ldap.LdapSettings.Memory;

/**
 * What the directory has said of passwords: so that it is asked seldom, that people get in while it is down, and that a telephone with
 * last year's password does not lock its owner out there. Passwords stand here as HMACs under a key that dies with the process.
 */
final class Answers {
    /** People remembered, about 300 bytes each. */
    static final int PEOPLE = 20_000;

    /** Refusals remembered per person: more than the tries that are passed on within the time for which they count. */
    static final int REFUSALS = 32;

    /** Somebody who was not there, or was not let in, may be a minute later: no count of wrong passwords suffers from that question. */
    static final Duration NOT_LET_IN = Duration.ofMinutes(1);

    private record Right(byte[] proof, Instant confirmed) {}

    private record Refusal(byte[] proof, Verdict verdict, Instant at) {}

    private final Memory memory;
    private final Clock clock;
    private final Map<MailAddress, Right> right = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<MailAddress, Deque<Refusal>> refused = new LinkedHashMap<>(16, 0.75f, true);

    Answers(Memory memory, Clock clock) {
        this.memory = memory;
        this.clock = clock;
    }

    /** What need not be asked again. */
    synchronized Optional<Verdict> known(MailAddress address, byte[] proof) {
        if (wasRight(address, proof, memory.right())) return Optional.of(Verdict.RIGHT);
        Instant now = clock.instant();
        for (Refusal each : refused.getOrDefault(address, new ArrayDeque<>())) {
            boolean fresh = each.at()
                    .plus(each.verdict() == Verdict.WRONG ? memory.wrong() : NOT_LET_IN)
                    .isAfter(now);
            if (fresh && MessageDigest.isEqual(each.proof(), proof)) return Optional.of(each.verdict());
        }
        return Optional.empty();
    }

    /** Whether it was right not too long ago to let somebody in who cannot be asked about. */
    synchronized boolean isGoodInOutage(MailAddress address, byte[] proof) {
        return wasRight(address, proof, memory.outage());
    }

    private boolean wasRight(MailAddress address, byte[] proof, Duration lifetime) {
        Right one = right.get(address);
        return one != null
                && one.confirmed().plus(lifetime).isAfter(clock.instant())
                && MessageDigest.isEqual(one.proof(), proof);
    }

    /** Whether another wrong password of this person would be one too many for the directory. */
    synchronized boolean tooManyWrong(MailAddress address) {
        if (memory.tries() == 0) return false;
        Right last = right.get(address);
        Instant since = clock.instant().minus(Memory.WINDOW);
        long wrong = refused.getOrDefault(address, new ArrayDeque<>()).stream()
                .filter(each -> each.verdict() == Verdict.WRONG && each.at().isAfter(since))
                // A right one sets the directory's count to nothing.
                .filter(each -> last == null || each.at().isAfter(last.confirmed()))
                .count();
        return wrong >= memory.tries();
    }

    synchronized void learn(MailAddress address, byte[] proof, Verdict verdict) {
        switch (verdict) {
            case RIGHT -> put(right, address, new Right(proof, clock.instant()));
            case UNAVAILABLE -> {}
            case NO_SUCH_PERSON -> {
                right.remove(address);
                refuse(address, new Refusal(proof, verdict, clock.instant()));
            }
            case WRONG, DISABLED -> {
                // Only if it is the one that was right: a stranger's guesses must not take away what the owner has.
                if (wasRight(address, proof, memory.outage())) right.remove(address);
                refuse(address, new Refusal(proof, verdict, clock.instant()));
            }
        }
    }

    private void refuse(MailAddress address, Refusal refusal) {
        Deque<Refusal> all = refused.get(address);
        if (all == null) {
            all = new ArrayDeque<>();
            put(refused, address, all);
        }
        all.addLast(refusal);
        if (all.size() > REFUSALS) all.removeFirst();
    }

    private static <T> void put(Map<MailAddress, T> map, MailAddress address, T value) {
        map.put(address, value);
        if (map.size() > PEOPLE) map.remove(map.keySet().iterator().next());
    }
}
