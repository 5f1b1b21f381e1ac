package org.mailstead.exports;

import java.util.stream.Collectors;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** A file for getmail. Its values have no quotes, and TLS begins with the connection or not at all. */
final class Getmail implements Format {
    /** Where Debian and others have the authorities; unless it is told of a file, the program believes any certificate. */
    private static final String AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";

    @Override
    public void write(Draft draft) throws UnfitSettings {
        MailServer server = draft.server(draft.reading(), each -> each.security() != Security.STARTTLS);
        boolean tls = server.security() == Security.TLS;
        String kind = server.protocol() == Protocol.IMAP ? "IMAP" : "POP3";
        var lines = new Lines()
                .comment(draft.say("comment.made"))
                .line("[retriever]")
                .line("type = Simple", kind, tls ? "SSL" : "", "Retriever")
                .line("server = ", server.host())
                .line("port = ", Integer.toString(server.port()))
                .line("username = ", server.user())
                .line("password_command = ", tuple(draft));
        if (!draft.typed()) lines.line("use_xoauth2 = True");
        if (tls) lines.line("ca_certs = ", AUTHORITIES).line("ssl_cert_hostname = ", server.host());
        lines.blank()
                .line("[destination]")
                .line("type = Maildir")
                .line("path = ~/Mail/", draft.slug(), "/")
                .blank();
        lines.comment(draft.say("comment.leaves"))
                .line("[options]")
                .line("read_all = False")
                .line("delete = False");
        draft.configuration(draft.slug() + ".getmailrc", lines);
        draft.stepsWithCommand();
    }

    /** In the form of Python. */
    private static String tuple(Draft draft) {
        return draft.commandWords().stream().map(each -> '"' + each + '"').collect(Collectors.joining(", ", "(", ")"));
    }
}
