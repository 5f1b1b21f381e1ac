package org.mailstead.inbound;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import org.mailstead.authenticity.MessageCheck;
import org.mailstead.authenticity.OwnResults;
import org.mailstead.authenticity.RawHeader;
import org.mailstead.directory.Directory;
import org.mailstead.directory.ReportAddress;
import org.mailstead.directory.Resolution;
import org.mailstead.reports.NoReportException;
import org.mailstead.reports.ReceivedReports;
import org.mailstead.smtp.SmtpAddress;

/** Takes in what other servers report to the addresses that each of our domains has for that. */
final class ReportDrop {
    private final Directory directory;
    private final LocalRecipients recipients;
    private final ReceivedReports reports;
    private final String hostName;

    /** @param hostName under which this server writes what it finds out about mail */
    ReportDrop(Directory directory, LocalRecipients recipients, ReceivedReports reports, String hostName) {
        this.directory = directory;
        this.recipients = recipients;
        this.reports = reports;
        this.hostName = hostName;
    }

    /** Whether an address takes reports and nothing else, since nobody has it. */
    boolean isForNobody(SmtpAddress address) {
        return recipients.reportsTo(address).isPresent()
                && recipients.resolve(address) instanceof Resolution.NoSuchAddress;
    }

    /**
     * Takes the report out of a mail.
     *
     * @return in words for people; empty if the address is none for reports
     * @throws NoReportException if the address is one, and there is none in the mail
     */
    Optional<String> take(SmtpAddress recipient, MessageCheck.Source mail) throws IOException, NoReportException {
        Optional<ReportAddress> which = recipients.reportsTo(recipient);
        if (which.isEmpty()) return Optional.empty();
        var ours = new HashSet<>(directory.domains());
        boolean proved = isProved(mail);
        return Optional.of(
                switch (which.get()) {
                    case DMARC -> reports.dmarc().take(mail, proved, ours::contains);
                    case TLS -> reports.tls().take(mail, proved, ours::contains);
                });
    }

    /** Whether the author's domain speaks for it. RFC 9990 §3.5.2 wants that of who reports. */
    private boolean isProved(MessageCheck.Source mail) throws IOException {
        try (InputStream in = new BufferedInputStream(mail.open())) {
            return OwnResults.of(RawHeader.read(in), hostName).stream()
                    .flatMap(found -> found.results().stream())
                    .anyMatch(result ->
                            result.method().equals("dmarc") && result.result().equals("pass"));
        }
    }
}
