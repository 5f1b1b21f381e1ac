package org.mailstead.exports;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** A section of aerc's accounts. Its values have no quotes, and what follows a semicolon or a number sign is a comment. */
final class Aerc implements Format {
    private static final String PLAIN_NAME = "[\\p{Alnum} ._-]*";
    private static final String PLAIN_ADDRESS = "[\\p{Alnum}.!%&*+/=?^_{|}~@-]*";

    @Override
    public void write(Draft draft) throws UnfitSettings {
        MailServer incoming = draft.incoming(Protocol.IMAP);
        MailServer outgoing = draft.outgoing();
        var account = draft.account();
        if (!account.address().matches(PLAIN_ADDRESS)) throw draft.unfit("unfit.program-address");
        // With tokens it knows TLS from the start only by its words, and STARTTLS not at all for reading.
        if (!draft.typed() && incoming.security() != Security.TLS)
            throw draft.unfit(
                    "unfit.security",
                    "protocol",
                    "IMAP",
                    "security",
                    incoming.security().toString());
        String tokens = draft.typed() ? "" : "+xoauth2";
        var lines = new Lines()
                .comment(draft.say("comment.made"))
                .line("[", draft.slug(), "]")
                .line("source = ", reading(incoming), tokens, "://", at(incoming))
                .line("source-cred-cmd = ", draft.command())
                .line(
                        "outgoing = ",
                        outgoing.security() == Security.TLS ? "smtps" : "smtp",
                        tokens,
                        "://",
                        at(outgoing));
        // Later versions take STARTTLS for granted.
        if (outgoing.security() == Security.STARTTLS) lines.line("smtp-starttls = true");
        lines.line("outgoing-cred-cmd = ", draft.command())
                .line("default = INBOX")
                .line("from = ", from(account.name(), account.address()));
        lines.comment(draft.say("comment.copy"));
        draft.configuration(draft.slug() + ".accounts.conf", lines);
        draft.stepsWithCommand();
    }

    private static String reading(MailServer server) {
        return switch (server.security()) {
            case TLS -> "imaps";
            case STARTTLS -> "imap";
            case NONE -> "imap+insecure";
        };
    }

    private static String at(MailServer server) {
        return Quotes.url(server.user()) + "@" + Quotes.urlHost(server.host()) + ":" + server.port();
    }

    /** As an encoded word (RFC 2047 §4.1) where the name has any character that means something in the file or in an address. */
    private static String from(String name, String address) {
        if (name.isEmpty()) return address;
        String shown = name.matches(PLAIN_NAME)
                ? name.strip()
                : "=?utf-8?b?" + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)) + "?=";
        return shown + " <" + address + ">";
    }
}
