package org.mailstead.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailstead.dns.DnsName;
import org.mailstead.finder.Finding;
import org.mailstead.finder.Finding.Doubt;
import org.mailstead.finder.Source;
import org.mailstead.ladder.Machine;
import org.mailstead.ladder.PortFacts;
import org.mailstead.ladder.Symptom;
import org.mailstead.ladder.View.DomainFacts;
import org.mailstead.settings.ProviderTable;

/** What concerns no single server: the address, this machine, the domain, and what the person tells. */
final class OverallRules {
    /** A clock that is further off makes certificates look wrong soon; what is less, networks cause. */
    private static final Duration CLOCK = Duration.ofMinutes(10);

    private final ProviderTable table;

    OverallRules(ProviderTable table) {
        this.table = table;
    }

    /** Where nothing above can work. */
    Optional<Verdict> ground(Clues clues) {
        return domain(clues)
                .or(() -> network(clues))
                .or(() -> clock(clues.evidence().machine()));
    }

    private Optional<Verdict> domain(Clues clues) {
        DomainFacts domain = clues.evidence().here().domain();
        String shown = domain.name().toUnicode();
        var values = Map.of("domain", shown, "address", clues.attempt().typed());
        // What the table knows is there, whatever the DNS of this network says.
        if (table.byDomain(domain.name().toString()).isPresent()) return Optional.empty();
        boolean missing = domain.known().equals(Optional.of(false));
        var meant = table.lookAlike(shown)
                .or(() -> missing || isEmpty(domain) ? table.meant(domain.name().toString()) : Optional.empty());
        if (meant.isPresent())
            return Optional.of(Verdict.of(Case.MISTYPED_DOMAIN, Map.of("domain", shown, "meant", meant.get())));
        // Firms have domains that only their own network knows, and a server tried out at home has none.
        boolean reached = clues.attempt().set().stream()
                .anyMatch(server -> server.isHere()
                        || clues.here(server).filter(PortFacts::isOpen).isPresent());
        if ((missing || domain.takesNone() || isEmpty(domain)) && !reached)
            return Optional.of(Verdict.of(Case.DOMAIN_WITHOUT_MAIL, values));
        return Optional.empty();
    }

    private static boolean isEmpty(DomainFacts domain) {
        return domain.known().equals(Optional.of(true)) && domain.mailHosts().isEmpty() && !domain.hasAddress();
    }

    private static Optional<Verdict> network(Clues clues) {
        // Some networks change pages without TLS, and let all else through.
        if (clues.webPagesWork()) return Optional.empty();
        return clues.evidence().machine().network() instanceof Machine.Network.Captive(var leadsTo)
                ? Optional.of(Verdict.of(Case.CAPTIVE_NETWORK, Map.of("page", leadsTo.isEmpty() ? "?" : leadsTo)))
                : Optional.empty();
    }

    private static Optional<Verdict> clock(Machine machine) {
        return machine.behind()
                .filter(behind -> behind.abs().compareTo(CLOCK) > 0)
                .map(behind -> Verdict.of(
                        Case.WRONG_CLOCK,
                        Map.of(
                                "now",
                                shown(machine.now()),
                                "really",
                                shown(machine.now().plus(behind)))));
    }

    static String shown(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MINUTES)
                .toString()
                .replace('T', ' ')
                .replace(":00Z", " UTC")
                .replace("Z", " UTC");
    }

    /** What is in the way though mail may work. */
    List<Verdict> aside(Clues clues, Optional<Finding> finding) {
        var verdicts = new ArrayList<Verdict>();
        finding.ifPresent(found -> discovery(found, verdicts));
        DomainFacts domain = clues.evidence().here().domain();
        boolean implicit =
                domain.known().equals(Optional.of(true)) && domain.mailHosts().isEmpty() && domain.hasAddress();
        if (implicit && !domain.takesNone())
            verdicts.add(Verdict.of(
                    Case.MAIL_RECORD_MISSING,
                    Map.of("domain", domain.name().toUnicode(), "host", mailHost(clues, domain.name()))));
        return verdicts;
    }

    private static String mailHost(Clues clues, DnsName domain) {
        return clues.attempt().right().stream()
                .flatMap(right -> right.incoming().stream())
                .map(server -> server.host())
                .findFirst()
                .orElse("mail." + domain);
    }

    private static void discovery(Finding found, List<Verdict> verdicts) {
        // Of domains in the table nobody asks their own places, and what stands there is the provider's matter.
        if (found.from().filter(from -> from.kind() == Source.Kind.TABLE).isPresent()) return;
        for (Doubt doubt : found.doubts())
            switch (doubt.kind()) {
                case TRAP ->
                    verdicts.add(Verdict.of(
                            Case.WEBSITE_ANSWERS_DISCOVERY, Map.of("place", doubt.what(), "why", doubt.why())));
                case DISAGREES ->
                    verdicts.add(Verdict.of(
                            Case.DISCOVERY_DISAGREES,
                            Map.of("place", doubt.what(), "other", doubt.why(), "right", right(found))));
                default -> {}
            }
    }

    private static String right(Finding found) {
        return found.settings()
                .flatMap(settings -> settings.incoming().or(settings::outgoing))
                .map(Object::toString)
                .orElse("");
    }

    /** What the person sees and the ladder cannot, and what servers said to the person. */
    List<Verdict> told(Clues clues, boolean works) {
        var verdicts = new ArrayList<Verdict>();
        var attempt = clues.attempt();
        var values = UseRules.values(clues);
        if (!attempt.said().isBlank())
            Replies.meaning(attempt.said())
                    .map(means -> UseRules.adjusted(clues, means, attempt.said()))
                    .ifPresent(means -> verdicts.add(Verdict.of(means, UseRules.values(clues, attempt.said()))));
        if (attempt.symptoms().contains(Symptom.SIGN_IN_WINDOW))
            verdicts.add(Verdict.of(Case.SIGN_IN_WINDOW_EMPTY, values));
        if (attempt.symptoms().contains(Symptom.SENT_COPIES))
            verdicts.add(Verdict.of(Case.SENT_COPIES_DOUBLED, values));
        if (attempt.symptoms().contains(Symptom.OTHER_SERVERS))
            verdicts.add(Verdict.of(Case.PROGRAM_HAS_OTHER_SERVERS, values));
        if (works) working(clues, values, verdicts);
        return verdicts;
    }

    /** What only counts where everything works from here. */
    private static void working(Clues clues, Map<String, String> values, List<Verdict> verdicts) {
        var symptoms = clues.attempt().symptoms();
        var messages = clues.evidence().use().messages();
        boolean misses = symptoms.contains(Symptom.MAIL_MISSING) || symptoms.contains(Symptom.CANNOT_RECEIVE);
        if (misses && messages.isPresent() && messages.getAsInt() == 0)
            verdicts.add(Verdict.of(Case.TAKEN_BY_POP3, values));
        if (symptoms.contains(Symptom.MAIL_MISSING) && messages.isPresent() && messages.getAsInt() > 0)
            verdicts.add(Verdict.of(Case.PROGRAMS_INDEX_DAMAGED, values));
        if (!symptoms.contains(Symptom.CANNOT_SEND)) return;
        var elsewhere = UseRules.sendsElsewhere(clues);
        if (elsewhere.isPresent())
            verdicts.add(UseRules.verdict(clues, elsewhere.get(), Case.WRONG_OUTGOING_SERVER, ""));
        else if (clues.sendingLetIn()) verdicts.add(Verdict.of(Case.OUTGOING_PASSWORD_OLD, values));
    }
}
