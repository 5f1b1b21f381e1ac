package org.mailstead.ladder;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that was seen.
 *
 * @param here seen from this machine
 * @param there seen from elsewhere; empty if nobody there was asked
 * @param signIns in order, at most two for each server
 * @param senders addresses from which its mail goes to others, as far as these are known
 * @param took how long all of it took
 */
public record Evidence(
        Attempt attempt,
        Machine machine,
        View here,
        Optional<View> there,
        List<SignIn> signIns,
        Use use,
        List<SenderFacts> senders,
        Duration took) {
    public Evidence {
        signIns = List.copyOf(signIns);
        senders = List.copyOf(senders);
    }

    /** The same, seen from elsewhere too. */
    public Evidence with(View seenThere) {
        return new Evidence(attempt, machine, here, Optional.of(seenThere), signIns, use, senders, took);
    }
}
