package org.mailstead.gateway;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailstead.gateway.Gateway.Ports;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.settings.Provider;
import org.mailstead.settings.Secret;

/**
 * What holds for all accounts of a gateway.
 *
 * @param registrations with providers, by their ids in the table, or the host of their token service
 * @param trust certificates of authorities to believe beside those of this machine
 * @param page port of the page for the gateway's person; 0 for none
 * @param notices whether the person is told on the desktop when an account needs them
 */
public record GatewaySettings(
        Ports ports, Map<String, Registration> registrations, Optional<Path> trust, int page, boolean notices) {
    /** Of the page, if nobody says another. */
    public static final int PAGE = 1180;

    public static final GatewaySettings STANDARD =
            new GatewaySettings(Ports.STANDARD, Map.of(), Optional.empty(), PAGE, true);

    private static final String PORT = "port.";
    private static final String ID = "client-id.";
    private static final String SECRET = "client-secret.";
    private static final int HIGHEST = 65_535;

    public GatewaySettings {
        registrations = Map.copyOf(registrations);
    }

    public GatewaySettings with(Ports others) {
        return new GatewaySettings(others, registrations, trust, page, notices);
    }

    public GatewaySettings with(String provider, Registration registration) {
        var more = new LinkedHashMap<>(registrations);
        more.put(provider, registration);
        return new GatewaySettings(ports, more, trust, page, notices);
    }

    public GatewaySettings trusting(Path file) {
        return new GatewaySettings(ports, registrations, Optional.of(file), page, notices);
    }

    public GatewaySettings with(int otherPage, boolean otherNotices) {
        return new GatewaySettings(ports, registrations, trust, otherPage, otherNotices);
    }

    /** Ours with the provider of an account: what was said last for the provider, else what the account was added with. */
    Registration registration(GatewayAccount account) {
        return account.oauth()
                .flatMap(oauth -> Optional.ofNullable(registrations.get(providerId(oauth))))
                .orElse(new Registration(account.clientId(), ""));
    }

    /** By which a registration is kept. */
    public static String providerId(Provider.OAuth oauth) {
        try {
            String host = URI.create(oauth.token()).getHost();
            return host == null ? oauth.token() : host;
        } catch (IllegalArgumentException e) {
            return oauth.token();
        }
    }

    /** What programs on this machine are set to for an account: nothing leaves it, so that nothing need be encrypted. */
    public List<MailServer> servers(GatewayAccount account) {
        var all = new ArrayList<MailServer>();
        for (Protocol each : Protocol.values()) {
            Integer port = ports.ports().get(each);
            if (port != null && account.server(each).isPresent())
                all.add(new MailServer(each, "localhost", port, Security.NONE, account.address()));
        }
        return all;
    }

    /** The same for what writes it down for each program: to a program it is a password like any that is made for programs. */
    public AccountSettings forPrograms(GatewayAccount account) {
        return new AccountSettings(account.address(), "", servers(account), List.of(Secret.APP_PASSWORD));
    }

    byte[] write() {
        Map<String, String> members = new LinkedHashMap<>();
        ports.ports().forEach((protocol, port) -> members.put(PORT + word(protocol), Integer.toString(port)));
        members.put(
                "listen",
                ports.addresses().stream().map(InetAddress::getHostAddress).collect(Collectors.joining(" ")));
        registrations.forEach((provider, registration) -> {
            members.put(ID + provider, registration.clientId());
            if (!registration.clientSecret().isEmpty()) members.put(SECRET + provider, registration.clientSecret());
        });
        trust.ifPresent(file -> members.put("trust", file.toString()));
        members.put("port.page", Integer.toString(page));
        members.put("notices", Boolean.toString(notices));
        return JsonMembers.write(members);
    }

    /** What is not known, or cannot be read, is as in {@link #STANDARD}. */
    static GatewaySettings read(byte[] written) {
        Map<String, String> members = JsonMembers.read(written).orElse(Map.of());
        var registrations = new LinkedHashMap<String, Registration>();
        members.forEach((name, value) -> {
            if (!name.startsWith(ID)) return;
            String provider = name.substring(ID.length());
            registrations.put(provider, new Registration(value, members.getOrDefault(SECRET + provider, "")));
        });
        return new GatewaySettings(
                ports(members),
                registrations,
                Optional.ofNullable(members.get("trust")).map(Path::of),
                port(members, "page").orElse(PAGE),
                !"false".equals(members.get("notices")));
    }

    private static OptionalInt port(Map<String, String> members, String name) {
        String text = members.getOrDefault(PORT + name, "");
        return text.matches("\\d{1,5}") && Integer.parseInt(text) <= HIGHEST
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }

    private static Ports ports(Map<String, String> members) {
        var numbers = new EnumMap<Protocol, Integer>(Protocol.class);
        for (Protocol each : Protocol.values())
            port(members, word(each)).ifPresent(number -> numbers.put(each, number));
        try {
            var addresses = Stream.of(members.getOrDefault("listen", "").split(" "))
                    .filter(each -> !each.isEmpty())
                    .map(InetAddress::ofLiteral)
                    .toList();
            return new Ports(
                    addresses.isEmpty() ? Ports.STANDARD.addresses() : addresses,
                    numbers.isEmpty() ? Ports.STANDARD.ports() : numbers);
        } catch (IllegalArgumentException e) {
            return Ports.STANDARD;
        }
    }

    private static String word(Protocol protocol) {
        return protocol.name().toLowerCase(Locale.ROOT);
    }
}
