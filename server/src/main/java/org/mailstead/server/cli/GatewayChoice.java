package org.mailstead.server.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailstead.finder.Finder;
import org.mailstead.finder.Finding;
import org.mailstead.gateway.GatewayAccount;
import org.mailstead.gateway.GatewaySettings;
import org.mailstead.gateway.Habits;
import org.mailstead.server.Mistake;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.settings.Provider;
import org.mailstead.settings.Provider.OAuth;
import org.mailstead.settings.ProviderTable;

/**
 * Which servers and which sign-in an account is taken into the gateway with: those that it has there already, those that are said, or
 * those that are found.
 *
 * @param anyway whether servers are taken that nothing vouches for
 */
record GatewayChoice(
        Program program,
        ElsewhereOptions elsewhere,
        Map<String, String> servers,
        Map<String, String> oauth,
        boolean anyway) {
    private static final int PORTS = 65_535;

    /**
     * What was chosen.
     *
     * @param provider its id, or the host of its token service
     * @param name of it, for people
     * @param takesPasswords whether it takes any from programs
     */
    record Chosen(
            String address,
            String provider,
            String name,
            List<MailServer> servers,
            Optional<OAuth> oauth,
            Habits habits,
            boolean takesPasswords) {
        GatewayAccount account(boolean byPassword, String clientId) {
            return new GatewayAccount(address, servers, byPassword ? Optional.empty() : oauth, clientId, habits);
        }
    }

    /** @param known the account as it is there already; empty if it is not */
    Chosen of(String address, Optional<GatewayAccount> known) {
        if (!servers.isEmpty()) return said(address);
        if (known.isPresent() && oauth.isEmpty()) return again(known.get());
        return found(address);
    }

    private static Chosen again(GatewayAccount account) {
        String host = account.servers().getFirst().host();
        String provider = account.oauth().map(GatewaySettings::providerId).orElse(host);
        return new Chosen(
                account.address(),
                provider,
                host,
                account.servers(),
                account.oauth(),
                account.habits(),
                account.oauth().isEmpty());
    }

    private Chosen said(String address) {
        var all = new ArrayList<MailServer>();
        servers.forEach((protocol, text) -> all.add(server(protocol, text, address)));
        Optional<OAuth> own = ownOAuth();
        return new Chosen(
                address,
                own.map(GatewaySettings::providerId).orElse(all.getFirst().host()),
                all.getFirst().host(),
                all,
                own,
                Habits.USUAL,
                true);
    }

    private static MailServer server(String protocol, String text, String address) {
        try {
            String[] parts = text.split(":", -1);
            int port = Integer.parseInt(parts[1]);
            if (parts.length != 3 || port < 1 || port > PORTS) throw new IllegalArgumentException(text);
            Security security = Security.valueOf(parts[2].toUpperCase(Locale.ROOT));
            // Tokens and passwords leave this machine.
            if (security == Security.NONE) throw new IllegalArgumentException(text);
            return new MailServer(
                    Protocol.valueOf(protocol.toUpperCase(Locale.ROOT)),
                    parts[0].toLowerCase(Locale.ROOT),
                    port,
                    security,
                    address);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new Mistake(
                    "--server " + protocol + "=" + text + " is to be like imap=imap.example.org:993:tls or"
                            + " smtp=smtp.example.org:587:starttls.",
                    e);
        }
    }

    private Optional<OAuth> ownOAuth() {
        if (oauth.isEmpty()) return Optional.empty();
        for (String each : oauth.keySet())
            if (!List.of("authorize", "token", "device", "scope").contains(each))
                throw new Mistake("--oauth " + each + ": there are authorize, token, device and scope.");
        for (String each : List.of("authorize", "token"))
            if (!oauth.containsKey(each)) throw new Mistake("--oauth " + each + "=URL is missing.");
        for (String each : List.of("authorize", "token", "device"))
            if (oauth.containsKey(each)) address(each, oauth.get(each));
        List<String> scope = Stream.of(oauth.getOrDefault("scope", "").split(" "))
                .filter(each -> !each.isEmpty())
                .toList();
        var scopes = new EnumMap<Protocol, List<String>>(Protocol.class);
        for (Protocol each : Protocol.values()) scopes.put(each, scope);
        return Optional.of(new OAuth(
                oauth.getOrDefault("authorize", ""),
                oauth.getOrDefault("token", ""),
                Optional.ofNullable(oauth.get("device")),
                scopes,
                OAuth.Registration.OWN));
    }

    private static void address(String what, String text) {
        try {
            if (URI.create(text).getHost() != null) return;
        } catch (IllegalArgumentException e) {
            throw new Mistake("--oauth " + what + "=" + text + " is no address of a page.", e);
        }
        throw new Mistake("--oauth " + what + "=" + text + " is no address of a page.");
    }

    private Chosen found(String address) {
        Finding finding = find(address);
        AccountSettings settings = finding.settings()
                .orElseThrow(() -> new Mistake("No servers were found for " + address
                        + ". If you know them, say them: --server imap=imap.example.org:993:tls"));
        if (finding.trust() == Finding.Trust.ASK && !anyway)
            throw new Mistake("For " + address + " these servers were found, and nothing vouches for them: "
                    + settings.servers() + ". If they are right: --anyway");
        var best = new ArrayList<MailServer>();
        for (Protocol each : Protocol.values())
            settings.servers().stream()
                    .filter(server -> server.protocol() == each && server.security() != Security.NONE)
                    .findFirst()
                    .ifPresent(best::add);
        if (best.isEmpty()) throw new Mistake("The servers of " + address + " have no encryption. They are not used.");
        Optional<Provider> provider = finding.provider();
        Optional<OAuth> sign = ownOAuth()
                .or(() -> provider.flatMap(Provider::oauth)
                        .filter(each -> each.registration() == OAuth.Registration.OWN));
        return new Chosen(
                settings.address(),
                sign.map(GatewaySettings::providerId).orElse(best.getFirst().host()),
                provider.map(Provider::name).orElse(best.getFirst().host()),
                best,
                sign,
                provider.map(Habits::of).orElse(Habits.USUAL),
                settings.takesTypedSecret());
    }

    private Finding find(String address) {
        var finder = new Finder(ProviderTable.builtIn());
        try {
            return finder.known(address)
                    .orElseGet(() -> finder.find(
                            address, elsewhere.surroundings(program.clock(), program.folder()), elsewhere.consent()));
        } catch (IllegalArgumentException e) {
            throw new Mistake(String.valueOf(e.getMessage()), e);
        }
    }
}
