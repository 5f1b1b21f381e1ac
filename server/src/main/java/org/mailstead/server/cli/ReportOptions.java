package org.mailstead.server.cli;

import java.time.Duration;
import java.util.Locale;
import org.mailstead.reports.Day;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** About which domain, and which days, what others reported is shown. */
final class ReportOptions {
    private static final int MOST_DAYS = 400;

    @Parameters(
            paramLabel = "DOMAIN",
            arity = "0..1",
            defaultValue = "",
            description = "one of this server's domains, with those below it (default: all)")
    private String domain = "";

    @Option(
            names = "--days",
            paramLabel = "NUMBER",
            defaultValue = "30",
            description = "the last days, at most 400 (default: ${DEFAULT-VALUE})")
    private int days = 30;

    Day to(Desk desk) {
        return Day.of(desk.clock().instant());
    }

    Day from(Desk desk) {
        if (days < 1 || days > MOST_DAYS) throw new Mistake("--days takes a number from 1 to " + MOST_DAYS + ".");
        return Day.of(desk.clock().instant().minus(Duration.ofDays(days - 1L)));
    }

    boolean wants(String other) {
        String lower = domain.toLowerCase(Locale.ROOT);
        return lower.isEmpty() || other.equals(lower) || other.endsWith("." + lower);
    }

    /** What to do where nothing is known. */
    String none(String kind, String address) {
        return "No " + kind + " reports" + (domain.isEmpty() ? "" : " about " + domain) + " have come in these "
                + days + " days. Others send them, mostly once a day, to the address that the domain's DNS names: "
                + address
                + ".";
    }

    int days() {
        return days;
    }
}
