package org.mailstead.consulting;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.mailstead.dns.DnsName;
import org.mailstead.ladder.Observer;
import org.mailstead.ladder.Outside;
import org.mailstead.ladder.ViewJson;
import org.mailstead.web.FormFields;
import org.mailstead.web.Route;
import org.mailstead.web.Seal;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;

/** Tells others what is seen of servers from here: on the ports of mail only, without signing in, and not too often. */
public final class ViewDesk {
    /** Of one caller in a minute: somebody who changes something and looks again. */
    private static final int EACH = 6;

    /** Of everybody in a minute: with eight hosts each, some four thousand connections. */
    private static final int ALL = 60;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Each has some sixty connections under way. */
    private static final int AT_ONCE = 4;

    /** Kept answers, each of a few dozen KiB. */
    private static final int KEPT = 60;

    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    private final Access access;
    private final Passes passes;
    private final Supplier<Outside> outside;
    private final Clock clock;
    private final Turns turns;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<Asked, Kept> kept = new LinkedHashMap<>();

    /** Who may ask. */
    public enum Access {
        OFF,
        SIGNED_IN,
        OPEN
    }

    private record Asked(List<String> hosts, DnsName domain) {}

    private record Kept(String json, Instant since) {}

    /**
     * @param seal of nothing else
     * @param outside for each look a new one; has to keep to public addresses
     */
    public ViewDesk(Access access, Seal seal, Supplier<Outside> outside, Clock clock) {
        this.access = access;
        passes = new Passes(seal, clock);
        this.outside = outside;
        this.clock = clock;
        turns = new Turns(EACH, ALL, MINUTE, clock);
    }

    /**
     * What the command on another machine is given to ask here; empty if nobody may ask.
     *
     * @param origin the beginning of this server's addresses for browsers
     * @param who is signed in
     */
    public Optional<String> link(String origin, String who) {
        return switch (access) {
            case OFF -> Optional.empty();
            case SIGNED_IN -> Optional.of(origin + "/?" + DistantServer.PASS + "=" + passes.make(who));
            case OPEN -> Optional.of(origin);
        };
    }

    /** @param hosts by which names this server is known */
    public List<Route> routes(Predicate<String> hosts) {
        return access == Access.OFF ? List.of() : List.of(Route.get(hosts, DistantServer.PATH, this::answer));
    }

    WebResponse answer(WebRequest request) {
        try {
            var said = FormFields.parse(request.query());
            Optional<String> holder = passes.holder(said.orEmpty(DistantServer.PASS));
            if (access == Access.SIGNED_IN && holder.isEmpty())
                return WebResponse.sentence(
                        FORBIDDEN,
                        "This server looks for those only who are signed in on its page " + DoctorPages.PATH
                                + ", which shows the address to use here. It is good for a day.");
            var asked = asked(said);
            if (asked.isEmpty())
                return WebResponse.sentence(BAD_REQUEST, "Name a domain, and one to eight hosts by their names.");
            if (!turns.take(holder.orElseGet(() -> network(request.remote())))) return later();
            return seen(asked.get());
        } catch (FormFields.Malformed e) {
            return WebResponse.sentence(BAD_REQUEST, "That is no question: " + e.what() + ".");
        }
    }

    private static WebResponse later() {
        return WebResponse.sentence(TOO_MANY, "There were too many questions. Ask again in a minute.")
                .with("Retry-After", Long.toString(MINUTE.toSeconds()));
    }

    private WebResponse seen(Asked asked) {
        String json = remembered(asked).orElse("");
        if (json.isEmpty()) {
            if (!places.tryAcquire()) return later();
            try {
                json = ViewJson.write(Observer.view(asked.hosts(), asked.domain(), outside.get()));
            } finally {
                places.release();
            }
            remember(asked, json);
        }
        return WebResponse.of(200, "application/json", json).with("Cache-Control", "no-store");
    }

    private Optional<String> remembered(Asked asked) {
        synchronized (kept) {
            Instant now = clock.instant();
            kept.values().removeIf(each -> !now.isBefore(each.since().plus(MINUTE)));
            return Optional.ofNullable(kept.get(asked)).map(Kept::json);
        }
    }

    private void remember(Asked asked, String json) {
        synchronized (kept) {
            if (kept.size() >= KEPT) kept.remove(kept.keySet().iterator().next());
            kept.put(asked, new Kept(json, clock.instant()));
        }
    }

    private static Optional<Asked> asked(FormFields said) {
        List<String> hosts = Stream.of(said.orEmpty(DistantServer.HOSTS).split(" ", Examiner.HOSTS + 1))
                .map(each -> each.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        Optional<DnsName> domain =
                DnsName.parse(said.orEmpty(DistantServer.DOMAIN)).filter(ViewDesk::isName);
        boolean names = hosts.size() <= Examiner.HOSTS
                && hosts.stream()
                        .allMatch(each ->
                                DnsName.parse(each).filter(ViewDesk::isName).isPresent());
        return names ? domain.map(each -> new Asked(hosts, each)) : Optional.empty();
    }

    /** Of a host in the public network, and no address in digits. */
    private static boolean isName(DnsName name) {
        String text = name.toString();
        return name.labels().size() > 1
                && !text.substring(text.lastIndexOf('.') + 1).matches("[0-9]+");
    }

    /** A whole network of IPv6 counts as one caller: a single machine has that many addresses to choose from. */
    private static String network(InetAddress remote) {
        byte[] bytes = remote.getAddress();
        return HexFormat.of()
                .formatHex(remote instanceof Inet6Address ? Arrays.copyOf(bytes, bytes.length / 2) : bytes);
    }
}
