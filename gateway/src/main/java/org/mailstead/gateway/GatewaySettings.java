package org.mailstead.gateway;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailstead.gateway.Gateway.Ports;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/**
 * What holds for all accounts of a gateway.
 *
 * @param registrations with providers, by their ids in the table, or the host of their token service
 * @param trust certificates of authorities to believe beside those of this machine
 */
public record GatewaySettings(Ports ports, Map<String, Registration> registrations, Optional<Path> trust) {
    public static final GatewaySettings STANDARD = new GatewaySettings(Ports.STANDARD, Map.of(), Optional.empty());

    private static final String PORT = "port.";
    private static final String ID = "client-id.";
    private static final String SECRET = "client-secret.";
    private static final int HIGHEST = 65_535;

    public GatewaySettings {
        registrations = Map.copyOf(registrations);
    }

    public GatewaySettings with(Ports others) {
        return new GatewaySettings(others, registrations, trust);
    }

    public GatewaySettings with(String provider, Registration registration) {
        var more = new LinkedHashMap<>(registrations);
        more.put(provider, registration);
        return new GatewaySettings(ports, more, trust);
    }

    public GatewaySettings trusting(Path file) {
        return new GatewaySettings(ports, registrations, Optional.of(file));
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
                Optional.ofNullable(members.get("trust")).map(Path::of));
    }

    private static Ports ports(Map<String, String> members) {
        var numbers = new EnumMap<Protocol, Integer>(Protocol.class);
        for (Protocol each : Protocol.values()) {
            String text = members.getOrDefault(PORT + word(each), "");
            if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= HIGHEST)
                numbers.put(each, Integer.parseInt(text));
        }
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
