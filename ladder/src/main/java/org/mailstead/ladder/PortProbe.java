package org.mailstead.ladder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailstead.ladder.Families.Family;
import org.mailstead.ladder.PortFacts.First;
import org.mailstead.ladder.PortFacts.Offer;
import org.mailstead.ladder.PortFacts.Tls;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.wire.TimeLimit;
import org.mailstead.wire.TlsClient;

/** Looks at one port, as far as anybody may without signing in. What is seen can be asked for at any time. */
final class PortProbe implements Runnable {
    /** Ports on which TLS begins at once. RFC 8314 §3. */
    private static final Set<Integer> IMPLICIT = Set.of(993, 995, 465);

    /** So many times as long as usual is a server waited for that turned out to greet late: some do that to strangers on purpose. */
    private static final int PATIENCE = 2;

    private static final int SAID_CHARACTERS = 200;

    private final String host;
    private final int port;
    private final boolean implicit;
    private final Looking looking;
    private final Families families;
    private volatile Optional<First> first = Optional.empty();
    private volatile Optional<Offer> plain = Optional.empty();
    private volatile Optional<Tls> tls = Optional.empty();
    private volatile Optional<Offer> secured = Optional.empty();

    /** What all probes use. */
    record Looking(TimeLimit time, Layer layer, Times times) {}

    /** TLS, whatever the server shows, and what that is worth; and other ways to begin it. */
    record Layer(TlsClient client, Proof proof, TlsRetries retries) {
        static Layer of(Optional<KeyStore> roots, Clock clock) {
            var client = new TlsClient(roots.orElse(null));
            var proof = new Proof(roots, clock);
            return new Layer(client, proof, new TlsRetries(client, proof));
        }
    }

    /** @param atOnce whether the settings say so of TLS; some servers greet in the open whoever waits there */
    PortProbe(String host, List<InetAddress> addresses, int port, boolean atOnce, Looking looking) {
        this.host = host;
        this.port = port;
        implicit = atOnce || IMPLICIT.contains(port);
        this.looking = looking;
        families = new Families(addresses, port, looking.time(), looking.times().connect());
    }

    PortFacts facts() {
        return new PortFacts(
                host, port, families.reached(Family.IPV4), families.reached(Family.IPV6), first, plain, tls, secured);
    }

    @Override
    public void run() {
        boolean held = false;
        try {
            for (int ways = families.begin(); ways > 0; ways--) {
                var arrival = families.next();
                if (arrival.socket() == null) continue;
                if (held) close(arrival.socket());
                else held = look(arrival.family(), arrival.socket());
            }
        } catch (InterruptedException e) {
            // Time is up; what was seen by now stands.
            Thread.currentThread().interrupt();
        }
    }

    /** False if the connection was broken off before anything was said, so that another may tell more. */
    private boolean look(Family family, Socket socket) {
        var wait = implicit ? looking.times().glance() : looking.times().first();
        if (!hear(family, socket, wait)) return false;
        if (failedAtOnce(Tls.Why.CUT) && noWayHelped()) lookForCut(family);
        boolean late = failedAtOnce(Tls.Why.NOT_TLS);
        // It spoke first after all. What it says is worth more than that it took it for TLS.
        if (late) {
            try {
                hear(family, families.again(family), looking.times().first().multipliedBy(PATIENCE));
            } catch (IOException e) {
                // It does not want to be asked again.
            }
        }
        return true;
    }

    private boolean failedAtOnce(Tls.Why why) {
        return tls.orElse(null) instanceof Tls.Failed failed && failed.why() == why && !failed.onCommand();
    }

    private boolean noWayHelped() {
        return tls.orElse(null) instanceof Tls.Failed failed
                && failed.retries().stream().allMatch(each -> each.certificate().isEmpty());
    }

    /** A server that breaks off every connection, and is not quick about it, breaks off one on which nothing is said too: it does not mind TLS. */
    private void lookForCut(Family family) {
        try (Talk talk = new Talk(families.again(family), looking.times())) {
            talk.first(looking.times().glance().multipliedBy(PATIENCE));
        } catch (SocketException e) {
            if (looking.time().isOver()) return;
            families.wasCut(family);
            first = Optional.of(new First(First.Kind.CLOSED, ""));
            tls = Optional.empty();
        } catch (IOException e) {
            // It stays as it was seen.
        }
    }

    private boolean hear(Family family, Socket socket, Duration wait) {
        try (Talk talk = new Talk(socket, looking.times())) {
            First said;
            try {
                said = talk.first(wait);
            } catch (SocketException e) {
                // Or by ourselves, since time is up.
                if (looking.time().isOver()) return true;
                families.wasCut(family);
                first = Optional.of(new First(First.Kind.CLOSED, ""));
                return false;
            }
            boolean again = tls.isPresent();
            first = Optional.of(said);
            var protocol = Greeting.protocol(said.kind());
            if (protocol.isPresent()) inTheOpen(talk, family, protocol.get());
            else if (said.kind() == First.Kind.SILENCE && !again) atOnce(talk, family);
        } catch (IOException e) {
            // What was seen before it stands; there is no more.
        }
        return true;
    }

    private void atOnce(Talk talk, Family family) throws IOException {
        if (!begin(talk, false, () -> new Talk(families.again(family), looking.times()))) return;
        var said = talk.first(looking.times().first());
        // Busy servers refuse there too, and that is what it says first.
        if (said.kind() == First.Kind.REFUSAL) first = Optional.of(said);
        var protocol = Greeting.protocol(said.kind());
        if (protocol.isEmpty()) return;
        Offers.greeting(talk, protocol.get());
        secured = Optional.of(Offers.ask(talk, protocol.get()).offer());
        talk.leave(protocol.get());
    }

    private void inTheOpen(Talk talk, Family family, Protocol protocol) throws IOException {
        Offers.greeting(talk, protocol);
        plain = Optional.of(Offers.ask(talk, protocol).offer());
        if (!plain.get().startTls()) {
            talk.leave(protocol);
            return;
        }
        String refusal = Offers.startTls(talk, protocol);
        if (!refusal.isEmpty()) {
            tls = Optional.of(new Tls.Failed(true, Tls.Why.REFUSED, Words.clean(refusal, SAID_CHARACTERS)));
            return;
        }
        if (!begin(talk, true, () -> readyForTls(family, protocol))) return;
        secured = Optional.of(Offers.ask(talk, protocol).offer());
        talk.leave(protocol);
    }

    private Talk readyForTls(Family family, Protocol protocol) throws IOException {
        Talk talk = new Talk(families.again(family), looking.times());
        try {
            Offers.greeting(talk, protocol);
            Offers.ask(talk, protocol);
            if (!Offers.startTls(talk, protocol).isEmpty()) throw new IOException("it does not begin TLS again");
            return talk;
        } catch (IOException e) {
            talk.close();
            throw e;
        }
    }

    private boolean begin(Talk talk, boolean onCommand, TlsRetries.Ready again) {
        var layer = looking.layer();
        try {
            talk.startTls(layer.client(), host);
            tls = Optional.of(
                    new Tls.Begun(onCommand, talk.tlsVersion(), layer.proof().certificate(talk.shown(), host)));
            return true;
        } catch (IOException e) {
            if (looking.time().isOver()) return false;
            var trouble = TlsTrouble.of(e);
            tls = Optional.of(trouble.failed(onCommand));
            if (trouble.mayBearLess()) {
                var known = layer.retries().after(trouble, host, again);
                tls = Optional.of(known.trouble().failed(onCommand, known.retries()));
            }
            return false;
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nobody has used it.
        }
    }
}
