package org.mailstead.exports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** A host for each protocol; an app password, or tokens. */
    static AccountSettings gmail() {
        String address = "ann.b@gmail.com";
        return new AccountSettings(
                address,
                "Ann B",
                List.of(
                        server(Protocol.IMAP, "imap.gmail.com", 993, Security.TLS, address),
                        server(Protocol.POP3, "pop.gmail.com", 995, Security.TLS, address),
                        server(Protocol.SMTP, "smtp.gmail.com", 465, Security.TLS, address),
                        server(Protocol.SMTP, "smtp.gmail.com", 587, Security.STARTTLS, address)),
                List.of(Secret.BROWSER, Secret.APP_PASSWORD));
    }

    /** Tokens only, and no port for sending with TLS from the start. */
    static AccountSettings microsoft() {
        String address = "ann@contoso.com";
        return new AccountSettings(
                address,
                "",
                List.of(
                        server(Protocol.IMAP, "outlook.office365.com", 993, Security.TLS, address),
                        server(Protocol.POP3, "outlook.office365.com", 995, Security.TLS, address),
                        server(Protocol.SMTP, "smtp.office365.com", 587, Security.STARTTLS, address)),
                List.of(Secret.BROWSER));
    }

    /** POP3 only. */
    static AccountSettings pop3() {
        String address = "ann@ocn.ne.jp";
        return new AccountSettings(
                address,
                "Ann",
                List.of(
                        server(Protocol.POP3, "pop.ocn.ne.jp", 995, Security.TLS, address),
                        server(Protocol.SMTP, "smtp.ocn.ne.jp", 465, Security.TLS, address)),
                List.of(Secret.MAIL_PASSWORD));
    }

    /** The user name is a part of the address for reading, and the whole of it for sending. */
    static AccountSettings localPart() {
        String address = "ann@icloud.com";
        return new AccountSettings(
                address,
                "Ann",
                List.of(
                        server(Protocol.IMAP, "imap.mail.me.com", 993, Security.TLS, "ann"),
                        server(Protocol.SMTP, "smtp.mail.me.com", 587, Security.STARTTLS, address)),
                List.of(Secret.APP_PASSWORD));
    }

    /** Letters of all kinds wherever they can be; nothing is known of the secret. */
    static AccountSettings idn() {
        String address = "jürgen@bücher.example";
        return new AccountSettings(
                address,
                "Jürgen \"Bücher\" Größe, $HOME",
                List.of(
                        server(Protocol.IMAP, "mail.bücher.example", 143, Security.STARTTLS, "jürgen 100% \"\\'`id`$x"),
                        server(Protocol.SMTP, "mail.bücher.example", 465, Security.TLS, address)),
                List.of());
    }

    static Map<String, AccountSettings> all() {
        var all = new LinkedHashMap<String, AccountSettings>();
        all.put("own", own());
        all.put("gmail", gmail());
        all.put("microsoft", microsoft());
        all.put("pop3", pop3());
        all.put("local-part", localPart());
        all.put("idn", idn());
        return all;
    }

    /** One by IMAP with this user name for all of it. */
    static AccountSettings named(String user) {
        return new AccountSettings(
                "ann@example.org",
                "Ann",
                List.of(
                        server(Protocol.IMAP, "imap.example.org", 993, Security.TLS, user),
                        server(Protocol.SMTP, "smtp.example.org", 587, Security.STARTTLS, user)),
                List.of(Secret.PASSWORD));
    }
}
