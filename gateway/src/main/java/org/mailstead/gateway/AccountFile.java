package org.mailstead.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.settings.Provider.OAuth;

/** An account as it is written: JSON with one member for each fact. What is not known to it is passed over. */
final class AccountFile {
    private static final String SCOPES = "oauth.scopes.";
    private static final String SERVER = "server.";
    private static final String HABITS = "habits.";
    private static final int PORTS = 65_535;

    /** Says what the binding is made of: members that come later are in another. */
    private static final String BINDING = "1:";

    private AccountFile() {}

    static byte[] write(GatewayAccount account) {
        Map<String, String> members = whereSecretsGo(account);
        account.habits().named().forEach((name, value) -> members.put(HABITS + name, value));
        return JsonMembers.write(members);
    }

    private static Map<String, String> whereSecretsGo(GatewayAccount account) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("address", account.address());
        for (MailServer each : account.servers())
            members.put(
                    SERVER + word(each.protocol()),
                    each.host() + " " + each.port() + " " + each.security().name() + " " + each.user());
        account.oauth().ifPresent(oauth -> {
            members.put("oauth.authorize", oauth.authorize());
            members.put("oauth.token", oauth.token());
            oauth.device().ifPresent(device -> members.put("oauth.device", device));
            oauth.scopes().forEach((protocol, scopes) -> {
                // None are read as none, so that they are not written either: the binding has to stay the same.
                if (!scopes.isEmpty()) members.put(SCOPES + word(protocol), String.join(" ", scopes));
            });
            members.put("oauth.registration", oauth.registration().name());
            members.put("oauth.client-id", account.clientId());
        });
        return members;
    }

    /**
     * Of all that says where secrets of the account go: it stands among them, so that nobody who changes the account's file has them sent
     * elsewhere.
     */
    static String binding(GatewayAccount account) {
        byte[] whole = JsonMembers.write(new TreeMap<>(whereSecretsGo(account)));
        return BINDING + VaultFile.sum(new String(whole, StandardCharsets.UTF_8));
    }

    /** Empty if it is none. */
    static Optional<GatewayAccount> read(byte[] written) {
        Map<String, String> members = JsonMembers.read(written).orElse(Map.of());
        String address = members.getOrDefault("address", "");
        if (address.indexOf('@') < 1) return Optional.empty();
        try {
            var servers = new ArrayList<MailServer>();
            for (Protocol each : Protocol.values()) {
                String text = members.getOrDefault(SERVER + word(each), "");
                if (!text.isEmpty()) servers.add(server(each, text));
            }
            return Optional.of(new GatewayAccount(
                    address, servers, oauth(members), members.getOrDefault("oauth.client-id", ""), habits(members)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static MailServer server(Protocol protocol, String text) {
        String[] words = text.split(" ", 4);
        if (words.length != 4) throw new IllegalArgumentException(text);
        int port = Integer.parseInt(words[1]);
        if (port < 1 || port > PORTS) throw new IllegalArgumentException(text);
        return new MailServer(protocol, words[0], port, Security.valueOf(words[2]), words[3]);
    }

    private static Optional<OAuth> oauth(Map<String, String> members) {
        String token = members.getOrDefault("oauth.token", "");
        if (token.isEmpty()) return Optional.empty();
        var scopes = new EnumMap<Protocol, List<String>>(Protocol.class);
        for (Protocol each : Protocol.values()) {
            String text = members.getOrDefault(SCOPES + word(each), "");
            if (!text.isEmpty()) scopes.put(each, List.of(text.split(" ")));
        }
        return Optional.of(new OAuth(
                members.getOrDefault("oauth.authorize", ""),
                token,
                Optional.ofNullable(members.get("oauth.device")),
                scopes,
                OAuth.Registration.valueOf(members.getOrDefault("oauth.registration", OAuth.Registration.OWN.name()))));
    }

    /** What is not there, as in files of earlier versions, is as it usually is. */
    private static Habits habits(Map<String, String> members) {
        Habits habits = Habits.USUAL;
        for (String name : Habits.USUAL.named().keySet()) {
            String value = members.getOrDefault(HABITS + name, "");
            if (!value.isEmpty()) habits = habits.with(name, value);
        }
        return habits;
    }

    private static String word(Protocol protocol) {
        return protocol.name().toLowerCase(Locale.ROOT);
    }
}
