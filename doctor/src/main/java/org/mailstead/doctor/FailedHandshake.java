package org.mailstead.doctor;

import java.util.Map;
import java.util.Optional;
import org.mailstead.doctor.Verdict.Form;
import org.mailstead.ladder.PortFacts.Certificate.Doubt;
import org.mailstead.ladder.PortFacts.Retry.Way;
import org.mailstead.ladder.PortFacts.Tls;
import org.mailstead.settings.MailServer;

/** Why a handshake failed, by what came of handshakes with one thing less. */
final class FailedHandshake {
    private FailedHandshake() {}

    /**
     * Empty if these tell nothing.
     *
     * @param begunThere whether the usual handshake works from elsewhere
     */
    static Optional<Verdict> of(Clues clues, MailServer server, Tls.Failed failed, boolean begunThere) {
        boolean older = failed.shownBy(Way.ONLY_TLS_1_2).isPresent();
        boolean newer = failed.shownBy(Way.ONLY_TLS_1_3).isPresent();
        // Each works alone: whatever it was, it has passed, or comes and goes.
        if (older && newer) return Optional.of(clues.plainly(server, Case.PROVIDER_TROUBLE, Map.of()));
        if (older && failed.failedBy(Way.ONLY_TLS_1_3))
            return Optional.of(oneVersion(clues, server, begunThere, "TLS 1.2", "TLS 1.3"));
        if (newer && failed.failedBy(Way.ONLY_TLS_1_2))
            return Optional.of(oneVersion(clues, server, begunThere, "TLS 1.3", "TLS 1.2"));
        return byName(clues, server, failed, begunThere);
    }

    private static Verdict oneVersion(Clues clues, MailServer server, boolean begunThere, String works, String breaks) {
        return clues.plainly(
                        server,
                        begunThere ? Case.PORTS_BLOCKED : Case.OLD_TLS,
                        Map.of("works", works, "breaks", breaks))
                .in(Form.ONE_VERSION);
    }

    private static Optional<Verdict> byName(Clues clues, MailServer server, Tls.Failed failed, boolean begunThere) {
        var shown = failed.shownBy(Way.WITHOUT_NAME);
        boolean knows = shown.isPresent() && !shown.get().doubts().contains(Doubt.OTHER_NAME);
        // Whoever has a certificate for the name knows it, so that somebody else breaks off.
        if (shown.isPresent() && (knows || begunThere))
            return Optional.of(
                    clues.plainly(server, Case.PORTS_BLOCKED, Map.of()).in(Form.BY_NAME));
        if (shown.isPresent())
            return Optional.of(
                    EncryptionRules.otherName(clues, server, shown.get()).in(Form.BY_NAME));
        return failed.why() == Tls.Why.UNKNOWN_NAME && !begunThere
                ? Optional.of(clues.about(server, Case.NO_SUCH_SERVER, Map.of()).in(Form.BY_NAME))
                : Optional.empty();
    }
}
