package org.mailstead.outbound;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.mailstead.message.Dates;
import org.mailstead.tlspolicy.TlsReport;

/** A report about TLS as mail. RFC 8460 §5.3. */
final class TlsReportLetter {
    private TlsReportLetter() {}

    /**
     * With CRLF at the end of its lines, and a null return path on top.
     *
     * @param id for {@code Message-ID}
     */
    static byte[] text(String id, String to, TlsReport report, Instant now) {
        String boundary = "tls-report-" + id;
        String content = Base64.getMimeEncoder().encodeToString(report.gzip()).replace("\r\n", "\n");
        // TLS-Required: the report may be about TLS with that very host not working. RFC 8460 §3, RFC 8689 §3.
        return """
            Return-Path: <>
            From: Mail system <postmaster@%1$s>
            To: <%2$s>
            Date: %3$s
            Message-ID: <%4$s@%1$s>
            Subject: Report Domain: %5$s
             Submitter: %1$s
             Report-ID: <%6$s>
            TLS-Report-Domain: %5$s
            TLS-Report-Submitter: %1$s
            TLS-Required: No
            Auto-Submitted: auto-generated
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type="tlsrpt"; boundary="%7$s"

            --%7$s
            Content-Type: text/plain; charset=us-ascii

            This is a report about TLS: how well mail that was brought from %1$s to the
            hosts of %5$s on %8$s (UTC) was protected on its way.

            --%7$s
            Content-Type: application/tlsrpt+gzip
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment;
             filename="%9$s"

            %10$s
            --%7$s--
            """.formatted(
                        report.submitter(),
                        to,
                        Dates.written(now),
                        id,
                        report.domain(),
                        report.id(),
                        boundary,
                        report.day(),
                        report.fileName(),
                        content)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
