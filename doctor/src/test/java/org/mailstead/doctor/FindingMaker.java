package org.mailstead.doctor;

import java.util.List;
import java.util.Optional;
import org.mailstead.finder.Finding;
import org.mailstead.finder.Finding.Doubt;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer.Protocol;

/** What somebody else has found. */
final class FindingMaker {
    private FindingMaker() {}

    static Optional<Finding> doubting(Doubt.Kind kind, String what, String why) {
        var settings =
                new AccountSettings(Scene.ANN, "", List.of(Scene.server(Protocol.IMAP, Scene.HOST, 993)), List.of());
        return Optional.of(new Finding(
                Scene.ANN,
                Optional.of(settings),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Finding.Trust.LIKELY,
                List.of(),
                List.of(),
                List.of(new Doubt(kind, what, why))));
    }
}
