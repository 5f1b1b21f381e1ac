package org.mailstead.outbound;

import static java.util.stream.Collectors.joining;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.mailstead.outbound.Routing.Whereabouts;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpClient.Dialect;

/** Says which way mail for an address would take now, without sending any. */
final class Forecast {
    /** Tries named one by one; the later ones are all alike. */
    private static final int TRIES = 6;

    private final Destinations destinations;
    private final Routing routing;
    private final RetrySchedule schedule;

    Forecast(Destinations destinations, Routing routing, RetrySchedule schedule) {
        this.destinations = destinations;
        this.routing = routing;
        this.schedule = schedule;
    }

    /** Lines for people. */
    List<String> of(SmtpAddress recipient) {
        Destination destination = destinations.of(recipient);
        if (destination.isHere()) return List.of("stays here");
        var lines = new ArrayList<String>();
        switch (routing.find(destination)) {
            case Routing.Route.Hosts(var hosts) -> hosts.forEach(host -> lines.add(line(host)));
            case Routing.Route.Nowhere(var outcome) -> {
                return List.of("cannot be delivered: " + outcome);
            }
            case Routing.Route.Unclear unclear -> lines.add("would wait: " + unclear.why());
        }
        lines.add(tries());
        return lines;
    }

    private String line(MailHost host) {
        Access access = host.access();
        String how =
                access.chosen() ? "by a route or as smarthost" : "named by the DNS, preference " + host.preference();
        String where = switch (routing.addresses(host)) {
            case Whereabouts.Addresses(var addresses) ->
                addresses.stream().map(InetAddress::getHostAddress).collect(joining(", "));
            case Whereabouts.Unknown unknown -> unknown.why();
        };
        return host + " port " + host.port() + " (" + how + (access.dialect() == Dialect.LMTP ? ", LMTP" : "")
                + (access.login() == null ? "" : ", signs in as " + access.login()) + "): " + where;
    }

    private String tries() {
        var after = new ArrayList<String>();
        Duration sum = Duration.ZERO;
        for (Duration wait : schedule.waits().stream().limit(TRIES).toList()) {
            sum = sum.plus(wait);
            after.add(words(sum));
        }
        return "tried at once, then after " + String.join(", ", after) + " and so on; the sender is told after "
                + words(schedule.warnAfter()) + ", and gets it back after " + words(schedule.giveUpAfter());
    }

    private static String words(Duration time) {
        if (time.toDays() > 1) return time.toDays() + " days";
        if (time.toHours() > 1) return time.toHours() + " hours";
        return time.toMinutes() + " minutes";
    }
}
