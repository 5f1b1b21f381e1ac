package org.mailstead.server.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailstead.backing.BackedMail.Standing;
import org.mailstead.directory.Account;
import org.mailstead.gateway.Trouble;
import org.mailstead.gateway.VaultException;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import tools.jackson.core.JsonGenerator;

/** Where the mailbox of an account is, and how it stands with it, for people and for scripts. */
final class BackingText {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
            .withLocale(Locale.UK)
            .withZone(ZoneId.systemDefault());

    private BackingText() {}

    /** Empty if the mailbox is here. */
    static Optional<Standing> of(Desk desk, Account account) throws VaultException {
        if (!desk.directory().backings().has(account.id())) return Optional.empty();
        return desk.backed().get().standing(account);
    }

    static List<String> people(Standing standing) {
        var lines = new ArrayList<String>();
        lines.add("The mailbox is " + standing.settings().address() + " at another provider:");
        for (Protocol each : Protocol.values())
            standing.settings().server(each).ifPresent(server -> lines.add("  " + each + "  " + where(server)));
        lines.add("  " + opens(standing));
        standing.tokenUntil().ifPresent(end -> lines.add("  The token in use is good until " + when(end) + "."));
        lines.addAll(trouble(standing));
        return lines;
    }

    /** What is the matter, and what to do. */
    static List<String> trouble(Standing standing) {
        if (standing.trouble().isEmpty()) return List.of();
        Trouble trouble = standing.trouble().get();
        return List.of("  " + trouble.words() + " (case " + trouble.kind().doctor() + ")");
    }

    private static String where(MailServer server) {
        return server.host() + " port " + server.port() + " " + server.security();
    }

    private static String opens(Standing standing) {
        if (standing.byApp()) return "The app registration of the configuration opens it.";
        String since = standing.since().map(time -> " since " + when(time)).orElse("");
        if (standing.settings().oauth().isEmpty()) return "A password of the provider opens it" + since + ".";
        return "Somebody has signed in there" + (standing.person().isEmpty() ? "" : ": " + standing.person()) + since
                + ".";
    }

    private static String when(Instant time) {
        return WHEN.format(time);
    }

    static void json(JsonGenerator json, Standing standing) {
        json.writeObjectPropertyStart("mailbox");
        json.writeStringProperty("address", standing.settings().address());
        for (Protocol each : Protocol.values())
            standing.settings()
                    .server(each)
                    .ifPresent(server -> json.writeStringProperty(
                            each.name().toLowerCase(Locale.ROOT), server.host() + ":" + server.port()));
        json.writeStringProperty(
                "opened",
                standing.byApp()
                        ? "app-registration"
                        : standing.settings().oauth().isEmpty() ? "password" : "sign-in");
        json.writeStringProperty("person", standing.person());
        standing.since().ifPresent(time -> json.writeStringProperty("since", time.toString()));
        standing.tokenUntil().ifPresent(time -> json.writeStringProperty("tokenUntil", time.toString()));
        json.writeBooleanProperty("works", standing.trouble().isEmpty());
        standing.trouble().ifPresent(trouble -> {
            json.writeStringProperty("trouble", trouble.words());
            json.writeStringProperty("case", trouble.kind().doctor());
        });
        json.writeEndObject();
    }
}
