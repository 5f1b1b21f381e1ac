package org.mailstead.exports;

import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** Lines for the configuration of NeoMutt and Mutt, which read the same. */
final class Neomutt implements Format {
    @Override
    public void write(Draft draft) throws UnfitSettings {
        MailServer incoming = draft.incoming();
        MailServer outgoing = draft.outgoing();
        var lines = new Lines().comment(draft.say("comment.made"));
        set(lines, "from", draft.account().address());
        if (!draft.account().name().isEmpty())
            set(lines, "realname", draft.account().name());
        lines.line("set use_from = yes").blank();
        if (incoming.protocol() == Protocol.IMAP) imap(draft, lines, incoming);
        else pop(draft, lines, incoming);
        smtp(draft, lines, outgoing);
        boolean plain = incoming.security() == Security.NONE || outgoing.security() == Security.NONE;
        boolean upgrades = incoming.security() == Security.STARTTLS || outgoing.security() == Security.STARTTLS;
        lines.comment(draft.say("comment.starttls"));
        lines.line("set ssl_starttls = ", upgrades ? "yes" : "no");
        lines.line("set ssl_force_tls = ", plain ? "no" : "yes");
        draft.configuration(draft.slug() + ".muttrc", lines);
        draft.stepsWithCommand();
    }

    private static void imap(Draft draft, Lines lines, MailServer server) {
        String url = (server.security() == Security.TLS ? "imaps" : "imap") + "://" + at(server);
        set(lines, "folder", url);
        set(lines, "imap_user", server.user());
        secret(draft, lines, "imap");
        lines.line("set spoolfile = \"+INBOX\"").blank();
    }

    private static void pop(Draft draft, Lines lines, MailServer server) {
        String url = (server.security() == Security.TLS ? "pops" : "pop") + "://" + at(server);
        set(lines, "pop_host", url);
        set(lines, "pop_user", server.user());
        secret(draft, lines, "pop");
        set(lines, "spoolfile", url);
        lines.blank();
    }

    private static void smtp(Draft draft, Lines lines, MailServer server) {
        String scheme = server.security() == Security.TLS ? "smtps" : "smtp";
        set(lines, "smtp_url", scheme + "://" + Quotes.url(server.user()) + "@" + at(server));
        secret(draft, lines, "smtp");
        lines.comment(draft.say("comment.sent"));
        lines.line("unset record").blank();
    }

    /** The program runs what stands in backquotes when it reads the line, and a command for tokens each time it needs one. */
    private static void secret(Draft draft, Lines lines, String protocol) {
        if (draft.typed()) {
            lines.line("set ", protocol, "_pass = \"`", draft.command(), "`\"");
            return;
        }
        lines.line("set ", protocol, "_authenticators = \"xoauth2:oauthbearer\"");
        lines.line("set ", protocol, "_oauth_refresh_command = \"", draft.command(), "\"");
    }

    private static String at(MailServer server) {
        return Quotes.urlHost(server.host()) + ":" + server.port() + "/";
    }

    private static void set(Lines lines, String variable, String value) {
        lines.line("set ", variable, " = ", Quotes.escaped(value, "$`"));
    }
}
