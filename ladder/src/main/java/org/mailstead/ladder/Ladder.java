package org.mailstead.ladder;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mailstead.dns.DnsName;
import org.mailstead.ladder.Machine.Network;
import org.mailstead.ladder.Progress.Fact;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Security;
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
        Progress told = Observer.inTurn(progress);
        try (var time = new TimeLimit(outside.way(), outside.times().total());
                var seeing = new TimeLimit(outside.way(), outside.times().view());
                var observation = new Observation(wanted(attempt), domain(attempt), outside, seeing, told)) {
            var machine = observation.beside(() -> new MachineLook(outside, seeing).look());
            var senders = observation.beside(() -> new Senders(outside).of(attempt, observation));
            var going = new SigningIn.Going(observation, time, outside.times(), told);
            var signing = secret.map(each -> new SigningIn(attempt, each, going));
            // Does not wait for more ports than it needs.
            signing.ifPresent(SigningIn::run);
            View here = observation.view();
            Machine seen = agreeing(observation.await(machine).orElse(unknown(outside)), here);
            told.seen(new Fact.OfMachine(seen));
            return new Evidence(
                    without(secret, attempt),
                    seen,
                    here,
                    Optional.empty(),
                    signing.map(SigningIn::signIns).orElse(List.of()),
                    signing.map(SigningIn::use).orElse(Use.NONE),
                    observation.await(senders).orElse(List.of()),
                    Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private static Machine unknown(Outside outside) {
        return new Machine(
                outside.clock().instant(),
                Optional.empty(),
                new Network.NotAsked(),
                false,
                outside.surface().proxy());
    }

    /** A page that did not answer says nothing of a network over which others did. */
    private static Machine agreeing(Machine machine, View here) {
        boolean works = here.ports().stream().anyMatch(PortFacts::isOpen);
        if (!works || !(machine.network() instanceof Network.Down)) return machine;
        return new Machine(machine.now(), machine.behind(), new Network.NotAsked(), machine.vpn(), machine.proxy());
    }

    /** People copy what their program showed, and some programs show passwords. */
    private static Attempt without(Optional<Credential> secret, Attempt attempt) {
        if (secret.isEmpty()) return attempt;
        return new Attempt(
                attempt.typed(),
                attempt.set(),
                attempt.right(),
                attempt.provider(),
                attempt.secret(),
                attempt.symptoms(),
                new Scrub(secret.get().text(), List.of()).of(attempt.said()));
    }

    /** Every host that is set or should be, with the ports that were named with it. */
    private static Map<String, Map<Integer, Boolean>> wanted(Attempt attempt) {
        Map<String, Map<Integer, Boolean>> ports = new LinkedHashMap<>();
        servers(attempt)
                .forEach(server -> ports.computeIfAbsent(server.host(), _ -> new TreeMap<>())
                        .putIfAbsent(server.port(), server.security() == Security.TLS));
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
