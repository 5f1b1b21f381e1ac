package org.mailstead.settings;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.mailstead.settings.MailServer.Protocol;

/**
 * What a program is set to for one account.
 *
 * @param address of the account, as it was given, with the domain in ASCII
 * @param name of its person; may be empty
 * @param servers the best of each protocol first; none of a protocol that there is not
 * @param secrets kinds of secret that are taken, the best first; empty if that is not known
 */
public record AccountSettings(String address, String name, List<MailServer> servers, List<Secret> secrets) {
    public AccountSettings {
        servers = List.copyOf(servers);
        secrets = List.copyOf(secrets);
    }

    /** The best one of a protocol. */
    public Optional<MailServer> server(Protocol protocol) {
        return servers.stream().filter(each -> each.protocol() == protocol).findFirst();
    }

    /** The one to read with: IMAP before POP3. */
    public Optional<MailServer> incoming() {
        return server(Protocol.IMAP).or(() -> server(Protocol.POP3));
    }

    public Optional<MailServer> outgoing() {
        return server(Protocol.SMTP);
    }

    /** The part of the address behind the {@code @}. */
    public String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /** Whether a secret that is typed in opens it; also if nothing is known. */
    public boolean takesTypedSecret() {
        return secrets.isEmpty() || secrets.stream().anyMatch(Secret::isTyped);
    }

    public AccountSettings with(Collection<MailServer> others) {
        return new AccountSettings(address, name, List.copyOf(others), secrets);
    }
}
