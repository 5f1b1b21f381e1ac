package org.mailstead.reports;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.mailstead.dns.DnsName;

/** What a report says of itself, as far as it can be true: about a domain of ours, and of late. */
final class OurDomain {
    private OurDomain() {}

    /** In ASCII; one of ours, or one below. */
    static String of(String claimed, Predicate<String> ours) throws NoReportException {
        Optional<DnsName> name = DnsName.parse(claimed);
        for (Optional<DnsName> at = name; at.isPresent(); at = at.get().parent())
            if (ours.test(at.get().toString())) return name.orElseThrow().toString();
        throw new NoReportException("it is about a domain that is none of this server's");
    }

    static Day day(Instant begin, Instant now) throws NoReportException {
        if (begin.isBefore(now.minus(ReportLimits.OLDEST)) || begin.isAfter(now.plus(ReportLimits.FUTURE)))
            throw new NoReportException("it is about a day too long ago, or to come");
        return Day.of(begin);
    }

    /** Foreign text that goes to terminals and logs: in visible characters, and short. */
    static String word(String text) {
        String visible = text.replaceAll("[\\p{Cntrl}\\x{80}-\\x{9F}\\x{2028}\\x{2029}]+", " ")
                .strip();
        if (visible.isEmpty()) return "somebody";
        return visible.length() > 60 ? visible.substring(0, 60) : visible;
    }
}
