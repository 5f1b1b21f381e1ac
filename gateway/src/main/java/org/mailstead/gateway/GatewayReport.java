package org.mailstead.gateway;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mailstead.gateway.Gateway.Status;
import org.mailstead.settings.MailServer.Protocol;

/**
 * How a gateway is, told in a file for who asks while it runs.
 *
 * @param at when it was told
 * @param ports that are open
 * @param accounts how they are
 */
public record GatewayReport(Instant at, Map<Protocol, Integer> ports, List<Status> accounts) {
    /** Told anew also if nothing has changed. */
    static final Duration EVERY = Duration.ofMinutes(1);

    /** An older one is that of a gateway that runs no more. */
    private static final Duration STALE = Duration.ofMinutes(3);

    public GatewayReport {
        ports = Map.copyOf(ports);
        accounts = List.copyOf(accounts);
    }

    /** Whether the gateway that told it is still running, as far as can be told. */
    public boolean isFresh(Instant now) {
        return now.isBefore(at.plus(STALE));
    }

    boolean isLike(GatewayReport other) {
        return ports.equals(other.ports) && accounts.equals(other.accounts);
    }

    byte[] write() {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("at", at.toString());
        ports.forEach((protocol, port) -> members.put("port." + protocol, Integer.toString(port)));
        for (int i = 0; i < accounts.size(); i++) {
            Status each = accounts.get(i);
            members.put("address." + i, each.address());
            members.put("unlocked." + i, Boolean.toString(each.unlocked()));
            String number = "." + i;
            each.tokenUntil().ifPresent(until -> members.put("token" + number, until.toString()));
            each.trouble().ifPresent(trouble -> {
                members.put("kind" + number, trouble.kind().name());
                members.put("words" + number, trouble.words());
            });
            int use = 0;
            for (var used : new TreeMap<>(each.used()).entrySet()) {
                members.put("program" + number + "." + use, used.getKey());
                members.put("used" + number + "." + use++, used.getValue().toString());
            }
        }
        return JsonMembers.write(members);
    }

    /** Empty if it is none. */
    static Optional<GatewayReport> read(byte[] written) {
        Map<String, String> members = JsonMembers.read(written).orElse(Map.of());
        try {
            var ports = new EnumMap<Protocol, Integer>(Protocol.class);
            for (Protocol each : Protocol.values()) {
                String port = members.getOrDefault("port." + each, "");
                if (!port.isEmpty()) ports.put(each, Integer.parseInt(port));
            }
            var accounts = new ArrayList<Status>();
            for (int i = 0; members.containsKey("address." + i); i++) accounts.add(status(members, i));
            return Optional.of(new GatewayReport(Instant.parse(members.getOrDefault("at", "")), ports, accounts));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Status status(Map<String, String> members, int i) {
        String words = members.getOrDefault("words." + i, "");
        return new Status(
                members.getOrDefault("address." + i, ""),
                "true".equals(members.get("unlocked." + i)),
                Optional.ofNullable(members.get("token." + i)).map(Instant::parse),
                Optional.ofNullable(members.get("kind." + i))
                        .map(kind -> new Trouble(Trouble.Kind.valueOf(kind), words)),
                used(members, "." + i));
    }

    private static Map<String, Instant> used(Map<String, String> members, String number) {
        var used = new LinkedHashMap<String, Instant>();
        for (int i = 0; members.containsKey("program" + number + "." + i); i++)
            used.put(
                    members.getOrDefault("program" + number + "." + i, ""),
                    Instant.parse(members.getOrDefault("used" + number + "." + i, "")));
        return used;
    }
}
