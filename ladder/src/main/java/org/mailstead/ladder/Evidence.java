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
 * @param took how long all of it took
 */
public record Evidence(
        Attempt attempt,
        Machine machine,
        View here,
        Optional<View> there,
        List<SignIn> signIns,
        Use use,
        Duration took) {
    public Evidence {
        signIns = List.copyOf(signIns);
    }
}
