package org.mailstead.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailstead.finder.Finding;
import org.mailstead.ladder.Evidence;
import org.mailstead.ladder.Rung;
import org.mailstead.ladder.Rung.Light;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.ProviderTable;

/** Reads causes from evidence. The same evidence always gives the same causes. */
public final class Doctor {
    private final OverallRules overall;
    private final Remarks remarks;

    public Doctor(ProviderTable table) {
        overall = new OverallRules(table);
        remarks = new Remarks(table);
    }

    /** @param finding what was found for the address; empty if nobody looked */
    public Report diagnose(Evidence evidence, Optional<Finding> finding) {
        var clues = new Clues(evidence);
        var ground = overall.ground(clues);
        var verdicts = new ArrayList<Verdict>();
        if (ground.isPresent()) verdicts.add(ground.get());
        else {
            evidence.attempt().set().forEach(server -> of(clues, server).ifPresent(verdicts::add));
            verdicts.sort(Comparator.comparing(each -> each.what().rung()));
            boolean works = verdicts.isEmpty();
            evidence.attempt()
                    .set()
                    .forEach(server -> ServerRules.slow(clues, server).ifPresent(verdicts::add));
            verdicts.addAll(overall.told(clues, works));
            verdicts.addAll(overall.aside(clues, finding));
            // What stops mail goes before what only hinders it.
            verdicts.sort(Comparator.comparing(each -> !each.stops()));
        }
        var once = Verdict.once(verdicts);
        return new Report(
                evidence,
                finding,
                once,
                // Where the ground gives way, what stands on it says nothing.
                ground.isPresent() ? List.of() : remarks.of(clues, once),
                lights(clues, once),
                corrected(evidence, once));
    }

    /** The lowest rung that does not hold: what is above cannot. */
    private static Optional<Verdict> of(Clues clues, MailServer server) {
        return ServerRules.of(clues, server)
                .or(() -> EncryptionRules.of(clues, server))
                .or(() -> SignInRules.of(clues, server))
                .or(() -> UseRules.of(clues, server));
    }

    private static Map<Rung, Light> lights(Clues clues, List<Verdict> verdicts) {
        var lights = new EnumMap<Rung, Light>(Rung.class);
        var lowest = verdicts.stream()
                .filter(Verdict::stops)
                .map(each -> each.what().rung())
                .min(Comparator.naturalOrder());
        for (Rung rung : Rung.values()) {
            boolean reached = lowest.isEmpty() || rung.compareTo(lowest.get()) <= 0;
            lights.put(rung, reached && wasTried(clues.evidence(), rung) ? Light.GREEN : Light.DARK);
        }
        for (Verdict each : verdicts.reversed())
            lights.put(each.what().rung(), each.stops() ? Light.RED : Light.YELLOW);
        return lights;
    }

    private static boolean wasTried(Evidence evidence, Rung rung) {
        return switch (rung) {
            case INPUT, MACHINE -> true;
            case NAMES -> !evidence.here().hosts().isEmpty();
            case CONNECTION, GREETING, ENCRYPTION, OFFER ->
                !evidence.here().ports().isEmpty();
            case SIGN_IN, USE -> !evidence.signIns().isEmpty();
            case REPUTATION -> evidence.here().domain().known().isPresent();
        };
    }

    /** The program's settings with all corrections; else those that are right. */
    private static Optional<AccountSettings> corrected(Evidence evidence, List<Verdict> verdicts) {
        var attempt = evidence.attempt();
        var servers = new ArrayList<>(attempt.set());
        for (Verdict each : verdicts)
            if (each.concerns().isPresent() && each.corrected().isPresent())
                servers.replaceAll(server ->
                        server.equals(each.concerns().get()) ? each.corrected().get() : server);
        if (servers.isEmpty()) return attempt.right();
        return Optional.of(attempt.right()
                .map(right -> right.with(servers))
                .orElseGet(() -> new AccountSettings(attempt.typed().strip(), "", servers, List.of())));
    }
}
