package org.mailstead.exports;

import java.util.List;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.settings.Secret;

/** Accounts of the kinds that there are. */
final class Accounts {
    private Accounts() {}

    static MailServer server(Protocol protocol, String host, int port, Security security, String user) {
        return new MailServer(protocol, host, port, security, user);
    }

    /** Of a server such as ours: one host, the user name is the address, every protocol with both kinds of TLS. */
    static AccountSettings own(String address, String name) {
        String host = "mail.example.org";
        return new AccountSettings(
                address,
                name,
                List.of(
                        server(Protocol.IMAP, host, 993, Security.TLS, address),
                        server(Protocol.IMAP, host, 143, Security.STARTTLS, address),
                        server(Protocol.POP3, host, 995, Security.TLS, address),
                        server(Protocol.POP3, host, 110, Security.STARTTLS, address),
                        server(Protocol.SMTP, host, 465, Security.TLS, address),
                        server(Protocol.SMTP, host, 587, Security.STARTTLS, address)),
                List.of(Secret.PASSWORD, Secret.BROWSER));
    }

    static AccountSettings own() {
        return own("ann@example.org", "Ann");
    }

    /** With POP3 and sending only, both by STARTTLS. */
    static AccountSettings startTls(String name) {
        String address = "ann@example.org";
        return own(address, name)
                .with(List.of(
                        server(Protocol.POP3, "mail.example.org", 110, Security.STARTTLS, address),
                        server(Protocol.SMTP, "mail.example.org", 587, Security.STARTTLS, address)));
    }
}
