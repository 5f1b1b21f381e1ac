package org.mailstead.exports;

import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;

/** An account, its stores and a channel in the configuration of mbsync (isync). An empty line ends a section there. */
final class Mbsync implements Format {
    @Override
    public void write(Draft draft) throws UnfitSettings {
        MailServer server = draft.incoming(Protocol.IMAP);
        String slug = draft.slug();
        var lines = new Lines()
                .comment(draft.say("comment.made"))
                .line("IMAPAccount ", slug)
                .line("Host ", server.host())
                .line("Port ", Integer.toString(server.port()))
                .line("User ", Quotes.escaped(server.user(), ""))
                .line("PassCmd ", Quotes.escaped(draft.command(), ""))
                // Called TLSType from version 1.5 on, which takes both.
                .line(
                        "SSLType ",
                        switch (server.security()) {
                            case TLS -> "IMAPS";
                            case STARTTLS -> "STARTTLS";
                            case NONE -> "None";
                        });
        if (!draft.typed()) lines.line("AuthMechs XOAUTH2");
        lines.blank().line("IMAPStore ", slug, "-far").line("Account ", slug).blank();
        String folder = "~/Mail/" + slug + "/";
        lines.line("MaildirStore ", slug, "-near")
                .line("Path ", folder)
                .line("Inbox ", folder, "INBOX")
                .line("SubFolders Verbatim")
                .blank();
        lines.comment(draft.say("comment.expunge"))
                .line("Channel ", slug)
                .line("Far :", slug, "-far:")
                .line("Near :", slug, "-near:")
                .line("Patterns *")
                .line("Create Both")
                .line("Expunge None")
                .line("SyncState *");
        draft.configuration(slug + ".mbsyncrc", lines);
        draft.stepsWithCommand();
        if (!draft.typed()) draft.step("step.xoauth2-plugin");
    }
}
