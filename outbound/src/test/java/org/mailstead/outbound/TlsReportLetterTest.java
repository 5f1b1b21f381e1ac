package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.dns.DnsName;
import org.mailstead.tlspolicy.TlsReport;

class TlsReportLetterTest {
    private static final TlsReport REPORT = new TlsReport(
            "2026-01-14.1.there.example@here.example",
            DnsName.of("here.example"),
            LocalDate.parse("2026-01-14"),
            DnsName.of("there.example"),
            List.of());

    @Test
    void aReportIsALetter() {
        byte[] text = TlsReportLetter.text("MKQ-1", "tls@there.example", REPORT, Instant.parse("2026-01-15T05:00:00Z"));
        assertThat(new String(text, StandardCharsets.US_ASCII)).isEqualTo("""
            Return-Path: <>
            From: Mail system <postmaster@here.example>
            To: <tls@there.example>
            Date: Thu, 15 Jan 2026 05:00:00 +0000
            Message-ID: <MKQ-1@here.example>
            Subject: Report Domain: there.example
             Submitter: here.example
             Report-ID: <2026-01-14.1.there.example@here.example>
            TLS-Report-Domain: there.example
            TLS-Report-Submitter: here.example
            TLS-Required: No
            Auto-Submitted: auto-generated
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type="tlsrpt"; boundary="tls-report-MKQ-1"

            --tls-report-MKQ-1
            Content-Type: text/plain; charset=us-ascii

            This is a report about TLS: how well mail that was brought from here.example to the
            hosts of there.example on 2026-01-14 (UTC) was protected on its way.

            --tls-report-MKQ-1
            Content-Type: application/tlsrpt+gzip
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment;
             filename="here.example!there.example!1768348800!1768435199.json.gz"

            %s
            --tls-report-MKQ-1--
            """.formatted(
                        Base64.getMimeEncoder().encodeToString(REPORT.gzip()).replace("\r\n", "\n"))
                .replace("\n", "\r\n"));
    }
}
