package org.mailstead.reports;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.mailstead.authenticity.AggregateReport;
import org.mailstead.authenticity.AggregateReport.Metadata;
import org.mailstead.authenticity.AggregateReportWriter;
import org.mailstead.authenticity.ReportDestination;
import org.mailstead.authenticity.ReportDestinations;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.Resolver;
import org.mailstead.message.Dates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each domain that asks for it what was counted of a day, some hours after the day's end. RFC 9990 §3.5. */
public final class DmarcReports {
    private static final Logger LOG = LoggerFactory.getLogger(DmarcReports.class);

    private final DmarcTally tally;
    private final Resolver resolver;
    private final String hostName;
    private final Supplier<String> contact;
    private final Post post;

    /**
     * @param hostName under which this server reports
     * @param contact from whom reports are: an address that reads what comes back
     */
    public DmarcReports(DmarcTally tally, Resolver resolver, String hostName, Supplier<String> contact, Post post) {
        this.tally = tally;
        this.resolver = resolver;
        this.hostName = hostName;
        this.contact = contact;
        this.post = post;
    }

    /** Takes over a mail of this server. */
    public interface Post {
        /**
         * @param to an address
         * @param message header and text, lines with CRLF
         * @param why for people
         */
        void send(String to, byte[] message, String why);
    }

    /** Sends what is due. Asks the DNS; may take a while. */
    public void sendDue(Instant now) {
        tally.flush();
        for (DomainDay report : tally.before(Day.of(now))) {
            if (now.isBefore(due(report))) continue;
            if (now.isBefore(report.day().end().plus(ReportLimits.TOO_LATE))) send(report, now);
            // After the mail is in the queue: a crash in between sends it twice, with one and the same name. RFC 9990
            // §3.5.4
            tally.forget(report);
        }
    }

    /** The same at each server for one domain and day, and another for each of them: so they do not come all at once. */
    private Instant due(DomainDay report) {
        var hash = new BigInteger(1, Counts.hash(hostName + " " + report.day() + " " + report.domain()));
        long seconds =
                hash.mod(BigInteger.valueOf(ReportLimits.SPREAD.toSeconds())).longValue();
        return report.day().end().plus(Duration.ofSeconds(seconds));
    }

    private void send(DomainDay report, Instant now) {
        var asked = tally.asked(report);
        var domain = DnsName.parse(report.domain());
        if (asked.isEmpty() || domain.isEmpty()) return;
        List<ReportDestination> to =
                ReportDestinations.allowed(resolver, domain.get(), asked.get().destinations());
        if (to.isEmpty()) {
            LOG.info(
                    "no DMARC report about {} to {}: nobody there agrees",
                    report.domain(),
                    asked.get().destinations());
            return;
        }
        var whole = report(report, asked.get());
        byte[] packed = AggregateReportWriter.gzip(whole);
        for (ReportDestination each : to) {
            if (packed.length > each.mostBytes()) {
                LOG.info(
                        "no DMARC report about {}, {}, to {}: it has {} bytes, which is more than is wanted there",
                        report.domain(),
                        report.day(),
                        each.address(),
                        packed.length);
                continue;
            }
            post.send(
                    each.address(),
                    mail(whole, packed, each.address(), now),
                    "DMARC report about " + report.domain() + ", " + report.day());
        }
        LOG.info(
                "DMARC report about {}, {}, to {}: {} kinds of messages",
                report.domain(),
                report.day(),
                to,
                whole.rows().size());
    }

    private AggregateReport report(DomainDay report, AskedReport asked) {
        String errors = asked.dropped() == 0
                ? ""
                : asked.dropped() + " messages are not in this report, since they were of too many kinds";
        var metadata = new Metadata(
                hostName,
                contact.get(),
                "",
                report.day() + "." + report.domain() + "@" + hostName,
                report.day().begin(),
                report.day().lastSecond(),
                errors);
        return new AggregateReport(metadata, asked.published(), tally.rows(report));
    }

    /** RFC 9990 §3.5.2. */
    private byte[] mail(AggregateReport report, byte[] packed, String to, Instant now) {
        DnsName receiver = DnsName.parse(hostName).orElse(DnsName.ROOT);
        String id = report.metadata().id();
        String boundary = "=_dmarc_" + report.metadata().begin().getEpochSecond();
        // Domains are long: a line of a header has 998 bytes. RFC 5322 §2.1.1
        String subject = report.subject(receiver)
                .replace(" Submitter:", "\r\n Submitter:")
                .replace(" Report-ID:", "\r\n" + " Report-ID:");
        String top = "Return-Path: <>\r\nFrom: DMARC reports <" + contact.get() + ">\r\nTo: <" + to + ">\r\nSubject: "
                + subject + "\r\nDate: " + Dates.written(now) + "\r\nMessage-ID: <"
                + id.replace("@", "." + hash(to) + "@")
                + ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n\tboundary=\""
                + boundary + "\"\r\n\r\n--" + boundary + "\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n"
                + words(report)
                + "\r\n--" + boundary + "\r\nContent-Type: application/gzip\r\nContent-Transfer-Encoding: base64\r\n"
                + "Content-Disposition: attachment;\r\n\tfilename=\"" + report.fileName(receiver) + "\"\r\n\r\n";
        var out = new ByteArrayOutputStream();
        out.writeBytes(top.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(Base64.getMimeEncoder().encode(packed));
        out.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static String hash(String to) {
        return new BigInteger(1, Counts.hash(to)).toString(36);
    }

    private static String words(AggregateReport report) {
        long messages =
                report.rows().stream().mapToLong(AggregateReport.Row::count).sum();
        return "This is a DMARC aggregate report about mail from\r\n"
                + report.published().domain() + "\r\nthat came to "
                + report.metadata().organization() + "\r\non "
                + Day.of(report.metadata().begin()) + " (UTC): " + messages
                + (messages == 1 ? " message" : " messages")
                + ".\r\nThe attached file is for programs. It was asked for by the domain's DMARC record (rua).\r\n";
    }
}
