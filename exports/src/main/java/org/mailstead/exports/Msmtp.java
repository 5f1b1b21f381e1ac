package org.mailstead.exports;

import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Security;

/** An account in the configuration of msmtp. It takes off quotes around a value and looks no further into it. */
final class Msmtp implements Format {
    /** What stands for something else in the address of the sender, with no way to have it for itself. */
    private static final String NOT_IN_FROM = "%?*[";

    @Override
    public void write(Draft draft) throws UnfitSettings {
        file(draft, draft.outgoing());
        draft.stepsWithCommand();
    }

    static void file(Draft draft, MailServer server) {
        boolean plain = server.security() == Security.NONE;
        String address = draft.account().address();
        boolean fits = address.chars().noneMatch(c -> NOT_IN_FROM.indexOf(c) >= 0);
        var lines = new Lines()
                .comment(draft.say("comment.made"))
                .line("account ", draft.slug())
                .line("host ", server.host())
                .line("port ", Integer.toString(server.port()))
                .line("tls ", plain ? "off" : "on");
        if (!plain) lines.line("tls_starttls ", server.security() == Security.STARTTLS ? "on" : "off");
        lines.line("auth ", draft.typed() ? "on" : "xoauth2").line("user \"", server.user(), "\"");
        if (fits) lines.line("from \"", address, "\"");
        lines.line("passwordeval \"", draft.command(), "\"").blank();
        lines.comment(draft.say("comment.default")).line("account default : ", draft.slug());
        draft.configuration(draft.slug() + ".msmtprc", lines);
    }
}
