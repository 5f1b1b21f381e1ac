package org.mailstead.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailstead.ladder.HostFacts;
import org.mailstead.ladder.PortFacts;
import org.mailstead.ladder.PortFacts.First;
import org.mailstead.ladder.PortFacts.Reached;
import org.mailstead.settings.MailPorts;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Security;

/** One server of the program's settings, from its name in the DNS to its first words. */
final class ServerRules {
    private static final int SUBMISSIONS = 465;
    private static final int SUBMISSION = 587;

    private ServerRules() {}

    static Optional<Verdict> of(Clues clues, MailServer server) {
        return name(clues, server)
                .or(() -> clues.here(server).flatMap(port -> connection(clues, server, port)))
                .or(() -> clues.here(server).flatMap(port -> greeting(clues, server, port)));
    }

    private static Optional<Verdict> name(Clues clues, MailServer server) {
        var here = clues.answer(server);
        if (here.isEmpty() || here.get() instanceof HostFacts.Answer.Addresses) return Optional.empty();
        boolean others = clues.answerThere(server).orElse(null) instanceof HostFacts.Answer.Addresses;
        boolean nothing = here.get() instanceof HostFacts.Answer.Nothing;
        // What the provider itself names is there; who does not find it has a DNS that hides it.
        boolean surely = clues.provider().stream()
                .flatMap(provider -> provider.servers().stream())
                .anyMatch(each -> each.host().equals(server.host()));
        if (others || !nothing || surely) return about(clues, server, Case.NAME_HIDDEN);
        return about(clues, server, Case.NO_SUCH_SERVER);
    }

    private static Optional<Verdict> about(Clues clues, MailServer server, Case what) {
        return Optional.of(clues.about(server, what, Map.of()));
    }

    private static Optional<Verdict> about(Clues clues, MailServer server, Case what, MailServer right) {
        return Optional.of(clues.about(server, what, right));
    }

    private static Optional<Verdict> connection(Clues clues, MailServer server, PortFacts port) {
        if (port.isOpen()) return Optional.empty();
        if (server.isHere()) return about(clues, server, Case.LOCAL_PROGRAM_NOT_RUNNING);
        boolean openThere = clues.there(server).filter(PortFacts::isOpen).isPresent();
        boolean anyHere = clues.ports(server.host()).anyMatch(PortFacts::isOpen);
        var other = clues.working(server).stream().findFirst();
        if (server.port() == MailPorts.RELAY && other.isPresent())
            return about(clues, server, Case.PORT_25_BLOCKED, other.get());
        if (openThere) return about(clues, server, isSilent(port) ? Case.PORTS_BLOCKED : Case.ADDRESS_BLOCKED);
        boolean no465 = server.port() == SUBMISSIONS
                && other.filter(each -> each.port() == SUBMISSION).isPresent();
        if (no465) return about(clues, server, Case.NO_PORT_465, other.get());
        if (other.isPresent()) return about(clues, server, Case.WRONG_PORT, other.get());
        if (anyHere && clues.right(server).isPresent()) return about(clues, server, Case.WRONG_PORT);
        if (isCut(port)) return about(clues, server, Case.ADDRESS_BLOCKED);
        return about(clues, server, isBlocked(clues, server, port) ? Case.PORTS_BLOCKED : Case.NOBODY_ANSWERS);
    }

    /** Of a port that does not answer, and is not known to answer others. */
    private static boolean isBlocked(Clues clues, MailServer server, PortFacts port) {
        boolean asked = clues.evidence().there().isPresent();
        boolean anyHere = clues.ports(server.host()).anyMatch(PortFacts::isOpen);
        if (asked || anyHere) return false;
        // Web pages show the same mailbox: it is there, and the right server is kept from mail programs only. Some
        // firewalls refuse in its name.
        return isSilent(port) || (clues.webPagesWork() && clues.isRight(server));
    }

    private static Stream<Reached> reached(PortFacts port) {
        return Stream.of(port.ipv4(), port.ipv6()).flatMap(Optional::stream);
    }

    private static boolean isSilent(PortFacts port) {
        return reached(port).allMatch(each -> each == Reached.TIMED_OUT || each == Reached.NO_WAY);
    }

    private static boolean isCut(PortFacts port) {
        return reached(port).anyMatch(each -> each == Reached.CUT);
    }

    private static Optional<Verdict> greeting(Clues clues, MailServer server, PortFacts port) {
        if (port.first().isEmpty()) return Optional.empty();
        First first = port.first().get();
        if (first.kind() == First.Kind.REFUSAL) return refusal(clues, server, first);
        if (first.kind() == First.Kind.HTTP) return otherProtocol(clues, server, "HTTP");
        var speaks = Clues.speaks(port);
        if (speaks.isPresent() && speaks.get() != server.protocol())
            return otherProtocol(clues, server, speaks.get().toString());
        boolean plain =
                Set.of(First.Kind.IMAP, First.Kind.POP3, First.Kind.SMTP).contains(first.kind());
        if (plain && server.security() != Security.STARTTLS) return tooEarly(clues, server, port);
        boolean atOnce = port.tls().orElse(null) instanceof PortFacts.Tls.Begun begun && !begun.onCommand();
        if (atOnce && server.security() != Security.TLS)
            return about(clues, server, Case.TLS_TOO_LATE, with(server, Security.TLS));
        boolean quiet = first.kind() == First.Kind.SILENCE || first.kind() == First.Kind.CLOSED;
        if (quiet && !atOnce && port.tls().isEmpty() && server.security() != Security.TLS) return dumb(clues, server);
        return Optional.empty();
    }

    /** Connected, and then nothing: a filter that lets connections through and no words, or a server that hangs. */
    private static Optional<Verdict> dumb(Clues clues, MailServer server) {
        boolean speaksThere = clues.there(server)
                .flatMap(PortFacts::first)
                .filter(first -> first.kind() != First.Kind.SILENCE && first.kind() != First.Kind.CLOSED)
                .isPresent();
        return about(clues, server, speaksThere ? Case.PORTS_BLOCKED : Case.NOBODY_ANSWERS);
    }

    private static Optional<Verdict> refusal(Clues clues, MailServer server, First first) {
        var means = Replies.meaning(first.text());
        boolean blocked = means.filter(Set.of(Case.ACCOUNT_LOCKED, Case.SENDER_DISTRUSTED)::contains)
                        .isPresent()
                || first.text().toLowerCase(Locale.ROOT).contains("block");
        boolean crowded = means.equals(Optional.of(Case.TOO_MANY_CONNECTIONS));
        return Optional.of(clues.plainly(
                server,
                crowded ? Case.TOO_MANY_CONNECTIONS : blocked ? Case.ADDRESS_BLOCKED : Case.PROVIDER_TROUBLE,
                Map.of("reply", first.text())));
    }

    private static Optional<Verdict> otherProtocol(Clues clues, MailServer server, String spoken) {
        return Optional.of(clues.about(server, Case.OTHER_PROTOCOL, Map.of("spoken", spoken)));
    }

    private static Optional<Verdict> tooEarly(Clues clues, MailServer server, PortFacts port) {
        boolean upgrades = port.plain().filter(PortFacts.Offer::startTls).isPresent();
        if (upgrades) return about(clues, server, Case.TLS_TOO_EARLY, with(server, Security.STARTTLS));
        List<MailServer> working = clues.working(server);
        if (!working.isEmpty()) return about(clues, server, Case.TLS_TOO_EARLY, working.getFirst());
        // Without any encryption there: what stands at the encryption counts.
        return Optional.empty();
    }

    private static MailServer with(MailServer server, Security security) {
        return new MailServer(server.protocol(), server.host(), server.port(), security, server.user());
    }

    /** One of two kinds of addresses leads nowhere, and programs that try it first wait. */
    static Optional<Verdict> slow(Clues clues, MailServer server) {
        return clues.here(server)
                .filter(port -> port.ipv4().equals(Optional.of(Reached.OPEN))
                        && port.ipv6().equals(Optional.of(Reached.TIMED_OUT)))
                .map(_ -> clues.plainly(server, Case.IPV6_BROKEN, Map.of()));
    }
}
