package org.mailstead.exports;

import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** Two files of options for curl: one to read with, one to send with. */
final class Curl implements Format {
    @Override
    public void write(Draft draft) throws UnfitSettings {
        MailServer incoming = draft.incoming();
        MailServer outgoing = draft.outgoing();
        for (MailServer each : new MailServer[] {incoming, outgoing})
            if (each.user().indexOf(':') >= 0) throw draft.unfit("unfit.colon");
        String word = incoming.protocol() == Protocol.IMAP ? "imap" : "pop3";
        String path = incoming.protocol() == Protocol.IMAP ? "/INBOX" : "/";
        draft.configuration("read.curl", options(draft, incoming, word, path));
        var sending = options(draft, outgoing, "smtp", "");
        sending.line("mail-from = ", Quotes.escaped("<" + draft.account().address() + ">", ""));
        draft.configuration("send.curl", sending);
        draft.value("login", Quotes.shell(incoming.user() + ":"));
        draft.value("command", draft.command());
        draft.step(draft.typed() ? "step.keep" : "step.tokens");
        draft.step(draft.typed() ? "step.curl-secret" : "step.curl-tokens");
        draft.own();
    }

    private static Lines options(Draft draft, MailServer server, String word, String path) {
        String scheme = server.security() == Security.TLS ? word + "s" : word;
        String url = scheme + "://" + Quotes.urlHost(server.host()) + ":" + server.port() + path;
        var lines = new Lines()
                .comment(draft.say("comment.made"))
                .line("url = ", Quotes.escaped(url, ""))
                .line("user = ", Quotes.escaped(server.user(), ""));
        if (server.security() != Security.NONE) lines.line("ssl-reqd");
        // Brackets stand for many URLs otherwise.
        return lines.line("globoff");
    }
}
