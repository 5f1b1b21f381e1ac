package org.mailstead.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeSet;
import org.mailstead.directory.Directory;
import org.mailstead.directory.SignatureKeys;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.Resolver;
import org.mailstead.outbound.MailQueue;
import org.mailstead.policy.CheckedMail;
import org.mailstead.reports.DmarcReports;
import org.mailstead.reports.DmarcTally;
import org.mailstead.reports.ReceivedReports;
import org.mailstead.server.config.Configuration;
import org.mailstead.smtp.SmtpAddress;

/** Tells other domains what became of mail that claimed to be theirs, if that is wanted and mail leaves here at all. */
public final class Reporting implements AutoCloseable {
    private final DmarcTally tally;
    private final DmarcReports reports;
    private final ReceivedReports received;
    private final boolean on;
    private final Clock clock;

    /** When old ones were cleared last. */
    private Instant cleared = Instant.EPOCH;

    private Reporting(DmarcTally tally, DmarcReports reports, ReceivedReports received, boolean on, Clock clock) {
        this.received = received;
        this.tally = tally;
        this.reports = reports;
        this.on = on;
        this.clock = clock;
    }

    static Reporting of(Configuration configuration, OpenStore open, MailQueue queue, Resolver resolver, Clock clock) {
        var tally = new DmarcTally(open.store(), open.writer(), clock);
        String host = configuration.hostname();
        var reports = new DmarcReports(
                tally, resolver, host, () -> "postmaster@" + domain(open.directory(), host), (to, message, why) -> {
                    int at = to.lastIndexOf('@');
                    queue.write(new SmtpAddress(to.substring(0, at), to.substring(at + 1)), _ -> message, why);
                });
        boolean leaves = !(configuration.sending().way() instanceof Configuration.Way.Off);
        return new Reporting(
                tally,
                reports,
                open.reports(clock),
                leaves && configuration.sending().dmarcReports(),
                clock);
    }

    /**
     * Whose postmaster answers for this server: that of its own name, or of the nearest domain above which is ours; but one that can
     * sign, since reports without a signature are thrown away. RFC 8460 §3. So it may be any other domain of ours.
     */
    static String domain(Directory directory, String hostName) {
        var ours = directory.domains();
        var candidates = new ArrayList<String>();
        for (Optional<DnsName> at = DnsName.parse(hostName);
                at.isPresent();
                at = at.get().parent())
            if (ours.contains(at.get().toString())) candidates.add(at.get().toString());
        // In an order that stays: whoever gets reports knows us by this name.
        candidates.addAll(new TreeSet<>(ours));
        return candidates.stream()
                .filter(domain -> signs(directory, domain))
                .findFirst()
                .or(() -> candidates.stream().findFirst())
                .orElse(hostName);
    }

    private static boolean signs(Directory directory, String domain) {
        return directory.signatureKeys().of(domain).stream().anyMatch(key -> key.state() == SignatureKeys.State.USED);
    }

    CheckedMail counting() {
        return on ? tally::count : CheckedMail.NOBODY;
    }

    /** Sends what is due, and clears what others told long ago; asks the DNS. Called by one thread. */
    public void sendDue() {
        Instant now = clock.instant();
        if (on) reports.sendDue(now);
        if (now.isBefore(cleared.plus(Duration.ofDays(1)))) return;
        received.forgetOld(now);
        cleared = now;
    }

    ReceivedReports received() {
        return received;
    }

    @Override
    public void close() {
        tally.close();
    }
}
