package org.mailstead.ladder;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mailstead.dns.DnsName;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.wire.TimeLimit;

/**
 * Climbs the rungs for one account and tells what was seen. It needs no server of ours, keeps nothing, and writes nothing down.
 *
 * <pre>
 * var outside = new Outside(resolver, way, Optional.empty(), Outside::isPublic, clock, Times.STANDARD, surface, Optional.empty());
 * var attempt = new Attempt("ann@example.org", servers, Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), "");
 * Evidence evidence = Ladder.climb(attempt, Optional.of(new Credential.Password(typed)), outside);
 * </pre>
 *
 * <p>Ends within {@link Times#total}, 11.5 s, whatever the servers do. Each server is tried with the secret twice at most, and none after
 * another has refused it. No mail is sent and nothing in a mailbox changes. May be used by many threads, each climb by itself.
 */
public final class Ladder {
    private Ladder() {}

    /** @param secret empty to look only */
    public static Evidence climb(Attempt attempt, Optional<Credential> secret, Outside outside) {
        return climb(attempt, secret, outside, Progress.SILENT);
    }

    /** @param progress is told facts as they come */
    public static Evidence climb(Attempt attempt, Optional<Credential> secret, Outside outside, Progress progress) {
        long began = System.nanoTime();
        try (var time = new TimeLimit(outside.way(), outside.times().view());
                var observation =
                        new Observation(wanted(attempt), domain(attempt), outside, time, Observer.inTurn(progress))) {
            View here = observation.view();
            Instant now = outside.clock().instant();
            var machine = new Machine(now, Optional.empty(), new Machine.Network.NotAsked(), false, Optional.empty());
            return new Evidence(
                    attempt,
                    machine,
                    here,
                    Optional.empty(),
                    List.of(),
                    Use.NONE,
                    Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /** Every host that is set or should be, with the ports that were named with it. */
    private static Map<String, Set<Integer>> wanted(Attempt attempt) {
        Map<String, Set<Integer>> ports = new LinkedHashMap<>();
        servers(attempt)
                .forEach(server -> ports.computeIfAbsent(server.host(), _ -> new TreeSet<>())
                        .add(server.port()));
        return ports;
    }

    private static Stream<MailServer> servers(Attempt attempt) {
        return Stream.concat(
                attempt.set().stream(), attempt.right().map(AccountSettings::servers).orElse(List.of()).stream());
    }

    /** What stands behind the {@code @}; the root if that is no domain. */
    private static DnsName domain(Attempt attempt) {
        String typed = attempt.typed().strip();
        return DnsName.parse(typed.substring(typed.lastIndexOf('@') + 1)).orElse(DnsName.ROOT);
    }
}
