package org.mailstead.doctor;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailstead.ladder.PortFacts;
import org.mailstead.ladder.PortFacts.Certificate;
import org.mailstead.ladder.PortFacts.Certificate.Doubt;
import org.mailstead.ladder.PortFacts.Offer;
import org.mailstead.ladder.PortFacts.Tls;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Security;

/** Whether TLS begins, and whether the certificate proves who is there. */
final class EncryptionRules {
    /** What stands in the certificates that programs and devices make which open encrypted connections. */
    private static final Set<String> INSPECTORS = Set.of(
            "avast",
            "avg ",
            "bitdefender",
            "kaspersky",
            "eset ",
            "norton",
            "sophos",
            "mcafee",
            "trend micro",
            "g data",
            "f-secure",
            "fortinet",
            "fortigate",
            "zscaler",
            "palo alto",
            "netskope",
            "blue coat",
            "check point",
            "barracuda",
            "watchguard",
            "cisco umbrella",
            "untangle",
            "forcepoint",
            "ssl inspection",
            "mail shield",
            "web/mail");

    private EncryptionRules() {}

    static Optional<Verdict> of(Clues clues, MailServer server) {
        return clues.here(server)
                .filter(PortFacts::isOpen)
                .flatMap(port -> noCommand(clues, server, port)
                        .or(() -> port.tls().flatMap(tls -> switch (tls) {
                            case Tls.Failed failed -> failed(clues, server, failed);
                            case Tls.Begun begun ->
                                certificate(clues, server, begun.certificate())
                                        // TLS, and then not a word.
                                        .or(() -> port.secured().isEmpty()
                                                ? about(clues, server, Case.PROVIDER_TROUBLE)
                                                : Optional.empty());
                        })));
    }

    private static Optional<Verdict> about(Clues clues, MailServer server, Case what) {
        return Optional.of(clues.about(server, what, Map.of()));
    }

    private static Optional<Verdict> noCommand(Clues clues, MailServer server, PortFacts port) {
        if (port.plain().isEmpty() || port.plain().get().startTls()) return Optional.empty();
        // Between two programs on one machine nobody reads along.
        if (server.isHere() && server.security() == Security.NONE) return Optional.empty();
        boolean removed = port.plain().get().mangled()
                || clues.there(server)
                        .flatMap(PortFacts::plain)
                        .filter(Offer::startTls)
                        .isPresent();
        if (removed) return about(clues, server, Case.STARTTLS_REMOVED);
        var working = clues.working(server);
        var verdict = clues.plainly(server, Case.NO_ENCRYPTION, Map.of());
        return Optional.of(working.isEmpty() ? verdict : verdict.set(working.getFirst()));
    }

    private static Optional<Verdict> failed(Clues clues, MailServer server, Tls.Failed failed) {
        boolean begunThere = clues.there(server).flatMap(PortFacts::tls).orElse(null) instanceof Tls.Begun;
        return FailedHandshake.of(clues, server, failed, begunThere).or(() -> switch (failed.why()) {
            case OLD_VERSION, NO_CIPHER -> about(clues, server, Case.OLD_TLS);
            case REFUSED -> about(clues, server, begunThere ? Case.STARTTLS_REMOVED : Case.PROVIDER_TROUBLE);
            case NOT_TLS, CUT, SILENT, OTHER, UNKNOWN_NAME ->
                about(
                        clues,
                        server,
                        begunThere
                                ? Case.PORTS_BLOCKED
                                : failed.why() == Tls.Why.CUT ? Case.OLD_TLS : Case.NOBODY_ANSWERS);
        });
    }

    /** What the texts tell of a certificate. */
    static Map<String, String> values(Clues clues, MailServer server, Certificate shown) {
        var values = new HashMap<>(clues.values(server));
        values.put("issuer", shown.issuer());
        values.put("fingerprint", shown.fingerprint());
        values.put("ends", OverallRules.shown(shown.ends()));
        values.put("begins", OverallRules.shown(shown.begins()));
        values.put("names", String.join(", ", shown.names().stream().limit(3).toList()));
        return values;
    }

    private static Optional<Verdict> certificate(Clues clues, MailServer server, Certificate shown) {
        // Nobody is between two programs on one machine, and no authority vouches for these names.
        if (shown.doubts().isEmpty() || server.isHere()) return Optional.empty();
        var values = values(clues, server, shown);
        boolean unknown =
                shown.doubts().contains(Doubt.SELF_SIGNED) || shown.doubts().contains(Doubt.UNKNOWN_ISSUER);
        if (unknown)
            return Optional.of(Verdict.about(
                    server,
                    isIntercepted(clues, server, shown) ? Case.INTERCEPTED : Case.HOME_MADE_CERTIFICATE,
                    values));
        if (shown.doubts().contains(Doubt.EXPIRED) || shown.doubts().contains(Doubt.NOT_YET))
            return Optional.of(Verdict.about(server, Case.CERTIFICATE_EXPIRED, values));
        if (shown.doubts().contains(Doubt.INCOMPLETE))
            return Optional.of(Verdict.about(server, Case.CERTIFICATE_INCOMPLETE, values));
        return Optional.of(otherName(clues, server, shown));
    }

    /** Another certificate is seen from elsewhere, or it says itself who has made it. */
    private static boolean isIntercepted(Clues clues, MailServer server, Certificate shown) {
        var there = clues.there(server).flatMap(PortFacts::tls);
        if (there.orElse(null) instanceof Tls.Begun begun)
            return !begun.certificate().fingerprint().equals(shown.fingerprint());
        String issuer = (shown.issuer() + " ").toLowerCase(Locale.ROOT);
        return INSPECTORS.stream().anyMatch(issuer::contains);
    }

    static Verdict otherName(Clues clues, MailServer server, Certificate shown) {
        var values = values(clues, server, shown);
        var right = clues.attempt().right().stream()
                .flatMap(settings -> settings.servers().stream())
                .filter(each -> each.protocol() == server.protocol() && covers(shown, each.host()))
                .findFirst()
                .or(() -> shown.names().stream()
                        .filter(name -> !name.startsWith("*"))
                        .findFirst()
                        .map(name -> new MailServer(
                                server.protocol(), name, server.port(), server.security(), server.user())));
        values.put("righthost", right.map(MailServer::host).orElse(String.join(", ", shown.names())));
        var verdict = Verdict.about(server, Case.CERTIFICATE_FOR_ANOTHER_NAME, values);
        return right.map(verdict::set).orElse(verdict);
    }

    /** RFC 9525 §6.3 */
    private static boolean covers(Certificate shown, String host) {
        return shown.names().stream()
                .anyMatch(name -> name.equalsIgnoreCase(host)
                        || (name.startsWith("*.")
                                && host.indexOf('.') > 0
                                && host.substring(host.indexOf('.')).equalsIgnoreCase(name.substring(1))));
    }
}
