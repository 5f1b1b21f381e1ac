package org.mailstead.doctor;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailstead.ladder.Use;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.Provider;

/** What goes wrong for those who are let in. */
final class UseRules {
    private static final long PERCENT = 100;
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    private UseRules() {}

    static Map<String, String> values(Clues clues) {
        return values(clues, "");
    }

    /** @param reply of a server */
    static Map<String, String> values(Clues clues, String reply) {
        var incoming = clues.attempt().set().stream().findFirst();
        var values = new HashMap<String, String>(incoming.map(clues::values).orElseGet(HashMap::new));
        values.putIfAbsent("host", "");
        values.putIfAbsent("user", clues.attempt().typed());
        values.put("address", clues.attempt().typed());
        values.put("provider", clues.provider().map(Provider::name).orElse(values.getOrDefault("host", "")));
        values.put("reply", reply.strip());
        var limits = clues.provider().map(Provider::limits).orElse(Provider.Limits.UNKNOWN);
        values.put(
                "minute",
                limits.perMinute().isPresent()
                        ? Integer.toString(limits.perMinute().getAsInt())
                        : "?");
        values.put(
                "day",
                limits.perDay().isPresent() ? Integer.toString(limits.perDay().getAsInt()) : "?");
        values.put("limit", size(clues));
        values.put("full", full(clues.evidence().use()));
        clues.attempt().set().stream()
                .filter(each -> each.protocol() == Protocol.SMTP)
                .findFirst()
                .ifPresent(sending -> values.put(
                        "righthost", clues.right(sending).map(MailServer::host).orElse(sending.host())));
        for (String each : List.of(
                "outgoing", "port", "security", "protocol", "spoken", "place", "right", "rightport", "rightsecurity"))
            values.putIfAbsent(each, values.getOrDefault("host", ""));
        values.putIfAbsent("righthost", values.getOrDefault("host", ""));
        return values;
    }

    private static String size(Clues clues) {
        var told = clues.evidence().use().sizeLimit();
        var known = clues.provider()
                .map(Provider::limits)
                .orElse(Provider.Limits.UNKNOWN)
                .messageBytes();
        if (told.isEmpty() && known.isEmpty()) return "?";
        long bytes = told.isPresent() ? told.getAsLong() : known.getAsLong();
        return bytes < MIB ? bytes / KIB + " KiB" : bytes / MIB + " MiB";
    }

    private static String full(Use use) {
        if (use.quotaUsed().isEmpty()
                || use.quotaLimit().isEmpty()
                || use.quotaLimit().getAsLong() == 0) return "100";
        return Long.toString(
                use.quotaUsed().getAsLong() * PERCENT / use.quotaLimit().getAsLong());
    }

    static Optional<Verdict> of(Clues clues, MailServer server) {
        Use use = clues.evidence().use();
        var refused = use.refusals().stream()
                .filter(each -> each.protocol() == server.protocol())
                .findFirst();
        if (refused.isPresent()) {
            String said = refused.get().said();
            var means = Replies.meaning(said)
                    .map(each -> adjusted(clues, each, said))
                    .orElse(Case.PROVIDER_TROUBLE);
            return Optional.of(verdict(clues, server, means, said));
        }
        boolean full = server.receives()
                && use.quotaUsed().isPresent()
                && use.quotaLimit().isPresent()
                && use.quotaLimit().getAsLong() > 0
                && use.quotaUsed().getAsLong() >= use.quotaLimit().getAsLong();
        return full ? Optional.of(verdict(clues, server, Case.MAILBOX_FULL, "")) : Optional.empty();
    }

    static Verdict verdict(Clues clues, MailServer server, Case what, String said) {
        var values = values(clues, said);
        return what == Case.WRONG_OUTGOING_SERVER
                ? clues.about(server, what, values)
                : clues.plainly(server, what, values);
    }

    /** What the same words mean for others than those who say them. */
    static Case adjusted(Clues clues, Case means, String said) {
        return switch (means) {
            // Whoever is not let in at all is told the same as whoever comes to the wrong server.
            case WRONG_OUTGOING_SERVER ->
                clues.sendingLetIn() || sendsElsewhere(clues).isPresent() ? means : Case.SENDING_WITHOUT_SIGN_IN;
            // The same code is said of one's own mailbox and of the recipient's.
            case MAILBOX_FULL ->
                isOwn(clues, said) || clues.attempt().said().isBlank() ? means : Case.RECIPIENT_REFUSED;
            case GOOGLE_APP_PASSWORD ->
                clues.provider().filter(each -> each.id().startsWith("google")).isPresent()
                        ? means
                        : Case.APP_PASSWORD_WANTED;
            default -> means;
        };
    }

    /** The program's server for sending, where it is somebody else's. */
    static Optional<MailServer> sendsElsewhere(Clues clues) {
        return clues.attempt().set().stream()
                .filter(each -> each.protocol() == Protocol.SMTP && clues.isForeign(each))
                .findFirst();
    }

    /** Whether a text is about the account itself: it names it, or nobody. */
    private static boolean isOwn(Clues clues, String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        String own = clues.attempt().typed().strip().toLowerCase(Locale.ROOT);
        return (!lower.contains("@") && !lower.contains("recipient")) || lower.contains(own);
    }
}
