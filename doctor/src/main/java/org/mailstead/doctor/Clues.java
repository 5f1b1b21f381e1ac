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
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.settings.Provider;
import org.mailstead.settings.Secret;

/** The evidence, as questions to it. */
record Clues(Evidence evidence) {
    private static final int IMAPS = 993;
    private static final int IMAP = 143;
    private static final int POP3S = 995;
    private static final int POP3 = 110;
    private static final int SUBMISSIONS = 465;
    private static final int SUBMISSION = 587;

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

    Stream<PortFacts> portsThere(String host) {
        return evidence.there().stream()
                .flatMap(there -> there.ports().stream())
                .filter(each -> each.host().equals(host));
    }

    /** Ways in to the same host for the same protocol that work, TLS from the start first. */
    List<MailServer> working(MailServer server) {
        return Stream.of(
                        other(server, tlsPort(server.protocol()), Security.TLS),
                        other(server, startTlsPort(server.protocol()), Security.STARTTLS))
                .filter(this::works)
                .toList();
    }

    private static MailServer other(MailServer server, int port, Security security) {
        return new MailServer(server.protocol(), server.host(), port, security, server.user());
    }

    private static int tlsPort(Protocol protocol) {
        return switch (protocol) {
            case IMAP -> IMAPS;
            case POP3 -> POP3S;
            case SMTP -> SUBMISSIONS;
        };
    }

    private static int startTlsPort(Protocol protocol) {
        return switch (protocol) {
            case IMAP -> IMAP;
            case POP3 -> POP3;
            case SMTP -> SUBMISSION;
        };
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

    boolean letIn(MailServer server) {
        return signIns(server).stream().anyMatch(each -> each.came() == SignIn.Came.LET_IN);
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
        values.put("right", right(server).map(MailServer::toString).orElse(""));
        values.put("righthost", right(server).map(MailServer::host).orElse(""));
        values.put(
                "rightport",
                right(server).map(right -> Integer.toString(right.port())).orElse(""));
        values.put(
                "rightsecurity",
                right(server).map(right -> right.security().toString()).orElse(""));
        return values;
    }
}
