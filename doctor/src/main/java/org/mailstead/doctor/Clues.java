package org.mailstead.doctor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailstead.ladder.Attempt;
import org.mailstead.ladder.Evidence;
import org.mailstead.ladder.HostFacts;
import org.mailstead.ladder.PortFacts;
import org.mailstead.ladder.SignIn;
import org.mailstead.ladder.Symptom;
import org.mailstead.settings.MailPorts;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.settings.Provider;
import org.mailstead.settings.Secret;

/** The evidence, as questions to it. */
record Clues(Evidence evidence) {
    Attempt attempt() {
        return evidence.attempt();
    }

    Optional<Provider> provider() {
        return attempt().provider();
    }

    Optional<HostFacts.Answer> answer(MailServer server) {
        return evidence.here().host(server.host()).map(HostFacts::answer);
    }

    Optional<HostFacts.Answer> answerThere(MailServer server) {
        return evidence.there().flatMap(there -> there.host(server.host())).map(HostFacts::answer);
    }

    Optional<PortFacts> here(MailServer server) {
        return evidence.here().port(server.host(), server.port());
    }

    Optional<PortFacts> there(MailServer server) {
        return evidence.there().flatMap(there -> there.port(server.host(), server.port()));
    }

    /** All ports of a host that were tried. */
    Stream<PortFacts> ports(String host) {
        return evidence.here().ports().stream().filter(each -> each.host().equals(host));
    }

    /** Ways in to the same host for the same protocol that work, TLS from the start first. */
    List<MailServer> working(MailServer server) {
        return Stream.of(Security.TLS, Security.STARTTLS)
                .map(security -> new MailServer(
                        server.protocol(),
                        server.host(),
                        MailPorts.usual(server.protocol(), security),
                        security,
                        server.user()))
                .filter(this::works)
                .toList();
    }

    /** Whether TLS begins as the settings say, and the protocol is theirs. */
    boolean works(MailServer server) {
        return here(server)
                .filter(port -> port.tls().orElse(null) instanceof PortFacts.Tls.Begun begun
                        && begun.onCommand() == (server.security() == Security.STARTTLS))
                .filter(port -> speaks(port).equals(Optional.of(server.protocol())))
                .isPresent();
    }

    /** The protocol of a port, as far as it shows. */
    static Optional<Protocol> speaks(PortFacts port) {
        return port.secured()
                .or(port::plain)
                .map(PortFacts.Offer::protocol)
                .or(() -> port.first().flatMap(first -> switch (first.kind()) {
                    case IMAP -> Optional.of(Protocol.IMAP);
                    case POP3 -> Optional.of(Protocol.POP3);
                    case SMTP -> Optional.of(Protocol.SMTP);
                    default -> Optional.empty();
                }));
    }

    /** What the settings of a protocol should be: those that are known to be right, else those of the same host that work. */
    Optional<MailServer> right(MailServer server) {
        var known = attempt().right().stream()
                .flatMap(right -> right.servers().stream())
                .filter(each -> each.protocol() == server.protocol())
                .findFirst();
        return known.or(() -> working(server).stream().findFirst()).filter(right -> !right.equals(server));
    }

    /** Whether it is the host that is known to be right for its protocol. */
    boolean isRight(MailServer server) {
        return attempt().right().stream()
                .flatMap(right -> right.servers().stream())
                .anyMatch(each ->
                        each.protocol() == server.protocol() && each.host().equals(server.host()));
    }

    /** Tries at a server; where it was tried at another of the same protocol, those. */
    List<SignIn> signIns(MailServer server) {
        var same = evidence.signIns().stream()
                .filter(each -> each.server().protocol() == server.protocol())
                .toList();
        var there = same.stream()
                .filter(each -> each.server().host().equals(server.host())
                        && each.server().port() == server.port())
                .toList();
        return there.isEmpty() ? same : there;
    }

    /** Whether reading was let in. */
    boolean readingLetIn() {
        return evidence.signIns().stream()
                .anyMatch(each -> each.server().receives() && each.came() == SignIn.Came.LET_IN);
    }

    /** Whether sending was let in. */
    boolean sendingLetIn() {
        return evidence.signIns().stream()
                .anyMatch(each -> !each.server().receives() && each.came() == SignIn.Came.LET_IN);
    }

    /** Whether the person gets to the provider's web pages with the same password: the network, the provider and the password are in order. */
    boolean webPagesWork() {
        return attempt().symptoms().contains(Symptom.WEB_PAGES_WORK);
    }

    boolean takesOnlyBrowser() {
        return provider()
                .filter(each -> each.secrets().equals(List.of(Secret.BROWSER)))
                .isPresent();
    }

    /** Whether mail is sent through somebody else's server than those of the account, as far as that is known. */
    boolean isForeign(MailServer server) {
        var known = attempt().right().stream()
                .flatMap(right -> right.servers().stream())
                .filter(each -> each.protocol() == server.protocol())
                .toList();
        return !known.isEmpty()
                && known.stream().noneMatch(each -> parent(each.host()).equals(parent(server.host())));
    }

    private static String parent(String host) {
        return host.substring(host.indexOf('.') + 1);
    }

    /** What the texts of cases speak of. */
    Map<String, String> values(MailServer server) {
        var values = new HashMap<String, String>();
        values.put("reply", "");
        values.put("spoken", "?");
        var sending = attempt().set().stream()
                .filter(each -> each.protocol() == Protocol.SMTP)
                .findFirst();
        values.put("outgoing", sending.map(MailServer::host).orElse(server.host()));
        values.put("host", server.host());
        values.put("port", Integer.toString(server.port()));
        values.put("security", server.security().toString());
        values.put("protocol", server.protocol().toString());
        values.put("user", server.user());
        values.put("address", attempt().typed());
        values.put("provider", provider().map(Provider::name).orElse(server.host()));
        values.put(
                "place",
                provider()
                        .flatMap(each -> each.note(Provider.Note.Kind.SWITCH_ON))
                        .map(note -> note.values().get("place"))
                        .orElse(values.get("provider")));
        for (String each : List.of("right", "righthost", "rightport", "rightsecurity")) values.put(each, "");
        right(server).ifPresent(right -> describe(right, values));
        return values;
    }

    private static void describe(MailServer right, Map<String, String> values) {
        values.put("right", right.toString());
        values.put("righthost", right.host());
        values.put("rightport", Integer.toString(right.port()));
        values.put("rightsecurity", right.security().toString());
    }

    /** A case of a server whose settings may be right. */
    Verdict plainly(MailServer server, Case what, Map<String, String> more) {
        var values = values(server);
        values.putAll(more);
        return Verdict.about(server, what, values);
    }

    /** A case of a server, with what should be set in its place where that is known. */
    Verdict about(MailServer server, Case what, Map<String, String> more) {
        var verdict = plainly(server, what, more);
        return right(server).map(verdict::set).orElse(verdict);
    }

    /** A case of a server in whose place this one should be set. */
    Verdict about(MailServer server, Case what, MailServer right) {
        var values = new HashMap<String, String>();
        describe(right, values);
        return plainly(server, what, values).set(right);
    }
}
