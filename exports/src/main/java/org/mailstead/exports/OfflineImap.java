package org.mailstead.exports;

import java.util.stream.Collectors;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** A file for offlineimap. Its values have no quotes; a per cent sign begins a name. */
final class OfflineImap implements Format {
    @Override
    public void write(Draft draft) throws UnfitSettings {
        MailServer server = draft.incoming(Protocol.IMAP);
        String slug = draft.slug();
        var lines = new Lines()
                .comment(draft.say("comment.made"))
                .line("[general]")
                .line("accounts = ", slug)
                .blank()
                .line("[Account ", slug, "]")
                .line("localrepository = ", slug, "-local")
                .line("remoterepository = ", slug, "-remote")
                .blank()
                .line("[Repository ", slug, "-local]")
                .line("type = Maildir")
                .line("localfolders = ~/Mail/", slug)
                .blank()
                .line("[Repository ", slug, "-remote]")
                .line("type = IMAP")
                .line("remotehost = ", server.host())
                .line("remoteport = ", Integer.toString(server.port()))
                .line("remoteuser = ", server.user().replace("%", "%%"));
        if (!draft.typed()) lines.line("auth_mechanisms = XOAUTH2");
        lines.line(draft.typed() ? "remotepasseval = " : "oauth2_access_token_eval = ", expression(draft))
                .line("ssl = ", server.security() == Security.TLS ? "yes" : "no")
                .line("starttls = ", server.security() == Security.STARTTLS ? "yes" : "no");
        if (server.security() != Security.NONE) lines.line("sslcacertfile = OS-DEFAULT");
        draft.configuration(slug + ".offlineimaprc", lines);
        draft.stepsWithCommand();
    }

    /** In Python: the first line that the command prints. */
    private static String expression(Draft draft) {
        return draft.commandWords().stream()
                .map(each -> '"' + each + '"')
                .collect(Collectors.joining(
                        ", ", "__import__(\"subprocess\").check_output([", "]).decode().split(\"\\n\")[0]"));
    }
}
