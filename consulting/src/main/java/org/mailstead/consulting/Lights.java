package org.mailstead.consulting;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.mailstead.ladder.HostFacts.Answer;
import org.mailstead.ladder.Machine.Network;
import org.mailstead.ladder.PortFacts;
import org.mailstead.ladder.PortFacts.First.Kind;
import org.mailstead.ladder.PortFacts.Tls;
import org.mailstead.ladder.Progress;
import org.mailstead.ladder.Rung;
import org.mailstead.ladder.Rung.Light;
import org.mailstead.ladder.SignIn.Came;

/**
 * The lights of the rungs while somebody waits. What does not work on one port may be as it should, so that there is red only where a fact
 * stands for the whole rung; the report that comes at the end counts.
 */
final class Lights implements Progress {
    private static final Set<Kind> GREETINGS = Set.of(Kind.IMAP, Kind.POP3, Kind.SMTP);

    private final Map<Rung, Light> lights = new EnumMap<>(Rung.class);

    synchronized Light of(Rung rung) {
        return lights.getOrDefault(rung, Light.DARK);
    }

    synchronized void light(Rung rung, boolean good) {
        lights.merge(rung, good ? Light.GREEN : Light.RED, (one, other) -> one == Light.RED ? one : other);
    }

    @Override
    public void seen(Fact fact) {
        switch (fact) {
            case Fact.OfMachine(var machine) ->
                light(
                        Rung.MACHINE,
                        !(machine.network() instanceof Network.Captive || machine.network() instanceof Network.Down));
            case Fact.OfDomain(var domain) -> domain.known().ifPresent(known -> light(Rung.REPUTATION, known));
            case Fact.OfHost(var host) -> light(Rung.NAMES, host.answer() instanceof Answer.Addresses);
            case Fact.OfPort(var port) -> port(port);
            case Fact.OfSignIn(var signIn) -> {
                if (signIn.came() != Came.NOT_TRIED) light(Rung.SIGN_IN, signIn.came() == Came.LET_IN);
            }
            case Fact.OfUse(var use) -> light(Rung.USE, use.refusals().isEmpty());
        }
    }

    private void port(PortFacts port) {
        if (port.isOpen()) light(Rung.CONNECTION, true);
        boolean greets = port.first()
                .map(PortFacts.First::kind)
                .filter(GREETINGS::contains)
                .isPresent();
        if (greets || port.secured().isPresent()) light(Rung.GREETING, true);
        if (port.tls().orElse(null) instanceof Tls.Begun begun
                && begun.certificate().doubts().isEmpty()) light(Rung.ENCRYPTION, true);
        if (port.secured().isPresent()) light(Rung.OFFER, true);
    }
}
