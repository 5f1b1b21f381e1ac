package org.mailstead.server.cli;

import java.util.Locale;
import org.mailstead.directory.MailAddress;
import org.mailstead.discovery.MailSettings;
import org.mailstead.dns.DnsName;
import org.mailstead.server.Mistake;
import org.mailstead.server.OwnDomains;
import org.mailstead.settings.MailServer.Protocol;

/** What an account is set up with on a device. */
record AccountSettings(MailSettings settings, MailAddress address, Protocol reading) {
    /** @param protocol imap or pop3, as typed */
    static AccountSettings of(Desk desk, String typed, String protocol) {
        MailAddress address = desk.account(typed).address();
        var reading = protocol(protocol);
        var configuration = desk.configuration().get();
        var settings = DnsName.parse(address.domain())
                .flatMap(domain -> OwnDomains.settings(
                        configuration, configuration.listen().ports().numbers(), domain))
                .orElseThrow(() -> new Mistake("The setting hostname is \"" + configuration.hostname()
                        + "\", which is not a host name. Write this machine's full name, such as mail.example.org."));
        return new AccountSettings(settings, address, reading);
    }

    private static Protocol protocol(String typed) {
        return switch (typed.toLowerCase(Locale.ROOT)) {
            case "imap" -> Protocol.IMAP;
            case "pop3", "pop" -> Protocol.POP3;
            default -> throw new Mistake("--protocol takes imap or pop3, not \"" + typed + "\".");
        };
    }

    /** With A-labels: devices refuse others, and this server knows both. */
    String login() {
        String text = address.toString();
        return text.substring(0, text.lastIndexOf('@') + 1) + settings.domain();
    }

    /** @param name of its person; may be empty */
    org.mailstead.settings.AccountSettings said(String name) {
        return settings.account(login(), name);
    }

    Mistake notOffered() {
        return new Mistake(
                "An account cannot be set up: " + reading + " and sending (submissions, submission) have to be"
                        + " on fixed ports. See [listen] in the configuration.");
    }
}
