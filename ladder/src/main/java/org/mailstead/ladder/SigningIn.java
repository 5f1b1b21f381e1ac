package org.mailstead.ladder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailstead.ladder.Doors.Door;
import org.mailstead.ladder.Progress.Fact;
import org.mailstead.ladder.SignIn.Came;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.settings.Secret;
import org.mailstead.settings.UserName;
import org.mailstead.wire.TimeLimit;

/**
 * Signs in, carefully: providers lock accounts after a few wrong tries. Each server is tried twice at most, the second time only under
 * another name and only if there is a reason for it; a secret that one server has refused goes to no other.
 */
final class SigningIn {
    private static final int TRIES = 2;

    /** For one try. A busy server may leave one waiting, and serve the next at once. */
    private static final int CONNECTIONS = 2;

    /** Addresses tried of a host that answered a moment ago. */
    private static final int ADDRESSES = 3;

    private final Attempt attempt;
    private final Credential secret;
    private final Observation observation;
    private final TimeLimit time;
    private final Times times;
    private final Progress progress;
    private final Doors doors;
    private final String address;
    private final Scrub scrub;
    private final Errand errand;
    private final List<SignIn> signIns = new ArrayList<>();
    private final Set<String> refusedUsers = new HashSet<>();
    private Optional<String> acceptedUser = Optional.empty();
    private Optional<String> over = Optional.empty();

    /** How it goes to servers. */
    record Going(Observation observation, TimeLimit time, Times times, Progress progress) {}

    SigningIn(Attempt attempt, Credential secret, Going going) {
        this.attempt = attempt;
        this.secret = secret;
        observation = going.observation();
        time = going.time();
        times = going.times();
        progress = going.progress();
        doors = new Doors(attempt, observation);
        address = attempt.right()
                .map(AccountSettings::address)
                .orElseGet(() -> Errand.ascii(attempt.typed().strip()));
        scrub = new Scrub(secret.text(), users());
        errand = new Errand(address, scrub);
    }

    private List<String> users() {
        var all = new HashSet<String>();
        all.add(address);
        other(address).ifPresent(all::add);
        for (Protocol each : Protocol.values())
            doors.servers(each).forEach(server -> {
                all.add(server.user());
                other(server.user()).ifPresent(all::add);
            });
        return List.copyOf(all);
    }

    List<SignIn> signIns() {
        return List.copyOf(signIns);
    }

    Use use() {
        return errand.use();
    }

    void run() {
        if (!isTaken())
            over = Optional.of(
                    "the provider takes no " + (secret instanceof Credential.Token ? "tokens" : "passwords"));
        for (Protocol each : doors.protocols()) at(each);
        progress.seen(new Fact.OfUse(use()));
    }

    /** Whether the provider takes this kind of secret at all, as far as is known. */
    private boolean isTaken() {
        var secrets = attempt.right()
                .map(AccountSettings::secrets)
                .filter(known -> !known.isEmpty())
                .or(() -> attempt.provider().map(provider -> provider.secrets()))
                .orElse(List.of());
        return secret instanceof Credential.Token
                || secrets.isEmpty()
                || secrets.stream().anyMatch(Secret::isTyped);
    }

    private void at(Protocol protocol) {
        MailServer meant = doors.servers(protocol).getFirst();
        if (over.isPresent()) {
            tell(notTried(meant, over.get()));
            return;
        }
        var door = doors.find(protocol);
        if (door.isEmpty()) {
            tell(doors.refusal(protocol)
                    .map(words -> new SignIn(meant, "", Came.NOT_NOW, words))
                    .orElseGet(() -> notTried(meant, "no TLS proves that it is the server that is meant")));
            return;
        }
        String user = firstUser(door.get().server());
        for (int i = 0; i < TRIES; i++) {
            var before = time.left();
            SignIn came = once(door.get(), user);
            var took = before.minus(time.left());
            tell(came);
            if (SignInReply.isLocked(came.said()) && came.came() != Came.LET_IN) {
                over = Optional.of("a server had spoken of a lock");
                return;
            }
            if (came.came() == Came.LET_IN) acceptedUser = Optional.of(user);
            if (came.came() != Came.REFUSED) return;
            refusedUsers.add(user);
            var another = another(door.get().server(), user, came.said());
            // Who takes long to say no would not come to say it again.
            if (another.isEmpty() || time.left().compareTo(took) < 0) break;
            user = another.get();
        }
        over = Optional.of("another server had refused it");
    }

    private void tell(SignIn signIn) {
        signIns.add(signIn);
        progress.seen(new Fact.OfSignIn(signIn));
    }

    private static SignIn notTried(MailServer server, String why) {
        return new SignIn(server, "", Came.NOT_TRIED, why);
    }

    /** What was typed, unless another server has just shown that it is wrong. */
    private String firstUser(MailServer server) {
        String typed = server.user().isBlank() ? address : server.user();
        return refusedUsers.contains(typed) ? acceptedUser.orElse(typed) : typed;
    }

    /** Another name to try, if there is a reason to think that the first one was wrong. */
    private Optional<String> another(MailServer server, String user, String said) {
        var known = doors.right(server.protocol()).stream()
                .filter(each -> each.host().equals(server.host()))
                .map(MailServer::user)
                .filter(each -> !each.isBlank())
                .findFirst();
        var reason = known.filter(each -> !each.equalsIgnoreCase(user));
        if (reason.isEmpty() && SignInReply.isAboutTheUser(said)) reason = other(user);
        return reason.filter(each -> !refusedUsers.contains(each));
    }

    /** The whole address in place of its first part, and the other way round. */
    private Optional<String> other(String user) {
        if (user.contains("@")) return Optional.of(UserName.LOCAL_PART.of(user));
        return address.contains("@") ? Optional.of(address) : Optional.empty();
    }

    private SignIn once(Door door, String user) {
        MailServer had = door.server();
        var server = new MailServer(had.protocol(), had.host(), had.port(), had.security(), user);
        var broken = Trial.cannotBeSent(user, secret.text());
        if (broken.isPresent()) return notTried(server, broken.get());
        for (int connection = 1; ; connection++) {
            try (Talk talk = new Talk(connect(door), times)) {
                return signIn(talk, door, server);
            } catch (IOException e) {
                // By now nobody has seen the secret.
                if (connection == CONNECTIONS || time.isOver())
                    return new SignIn(server, "", Came.CUT, Words.clean(time.words(e), Trial.SAID_CHARACTERS));
            }
        }
    }

    private SignIn signIn(Talk talk, Door door, MailServer server) throws IOException {
        Security security = server.security();
        if (security == Security.TLS) tls(talk, server);
        String greeting = Words.joined(Offers.greeting(talk, server.protocol()), Trial.SAID_CHARACTERS);
        if (!Greeting.speaks(greeting, server.protocol())) return new SignIn(server, "", Came.NOT_NOW, greeting);
        if (security == Security.STARTTLS) {
            Offers.ask(talk, server.protocol());
            String refusal = Offers.startTls(talk, server.protocol());
            if (!refusal.isEmpty()) throw new IOException("it does not begin TLS: " + refusal);
            tls(talk, server);
        }
        // It was looked at before; what counts is who is there now.
        if (!door.open() && !talk.isProved()) return notTried(server, "its certificate proves nothing");
        var heard = Offers.ask(talk, server.protocol());
        var offer = heard.offer();
        errand.offered(offer);
        var way = Sasl.best(heard, secret, server.user());
        if (way.isEmpty())
            return notTried(
                    server, "it offers no way for such a secret, but only " + String.join(" ", offer.mechanisms()));
        var came = new Trial(talk, server, scrub).run(way.get(), secret);
        if (came.came() == Came.LET_IN) errand.run(talk, server.protocol());
        return came;
    }

    private void tls(Talk talk, MailServer server) throws IOException {
        var client = observation.tls();
        if (client.isEmpty()) throw new IOException("no time was left");
        talk.startTls(client.get(), server.host());
    }

    private Socket connect(Door door) throws IOException {
        var failure = new IOException("it does not take another connection");
        for (InetAddress each : door.addresses().stream().limit(ADDRESSES).toList()) {
            try {
                return time.connect(new InetSocketAddress(each, door.server().port()), times.connect());
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }
}
