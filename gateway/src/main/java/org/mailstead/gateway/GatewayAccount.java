package org.mailstead.gateway;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.Provider;

/**
 * An account elsewhere that programs reach through the gateway. Nothing of it is secret.
 *
 * @param address of the mailbox, with the domain in ASCII
 * @param servers of the provider, at most one of each protocol, with the name to sign in with
 * @param oauth how tokens are got; empty where a password of the provider's is kept instead
 * @param clientId of our registration with the provider; empty without {@code oauth}
 * @param habits what is to be known of the provider
 */
public record GatewayAccount(
        String address, List<MailServer> servers, Optional<Provider.OAuth> oauth, String clientId, Habits habits) {
    public GatewayAccount {
        servers = List.copyOf(servers);
    }

    public GatewayAccount with(Habits others) {
        return new GatewayAccount(address, servers, oauth, clientId, others);
    }

    public Optional<MailServer> server(Protocol protocol) {
        return servers.stream().filter(each -> each.protocol() == protocol).findFirst();
    }

    /** What the provider's servers speak. */
    public Set<Protocol> protocols() {
        var all = EnumSet.noneOf(Protocol.class);
        servers.forEach(each -> all.add(each.protocol()));
        return all;
    }

    /** As it is written. */
    public byte[] write() {
        return AccountFile.write(this);
    }

    /** Empty if it is none. */
    public static Optional<GatewayAccount> read(byte[] written) {
        return AccountFile.read(written);
    }

    /** Whether a program that signs in so means this account. */
    boolean isCalled(String user) {
        return address.equalsIgnoreCase(user.strip());
    }

    /** Whether it is what stands before the {@code @}. */
    boolean hasLocalPart(String user) {
        return address.toLowerCase(Locale.ROOT).startsWith(user.strip().toLowerCase(Locale.ROOT) + "@");
    }
}
