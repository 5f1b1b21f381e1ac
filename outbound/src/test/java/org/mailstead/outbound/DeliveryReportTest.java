package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mailstead.outbound.DeliveryReport.Kind;
import org.mailstead.outbound.QueuedMessage.Report;
import org.mailstead.outbound.Settlement.Told;
import org.mailstead.smtp.DeliverBy;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.MailParameters.Returned;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.store.BlobId;

class DeliveryReportTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final String CONTENT = "Subject: Hello\r\nTo: ann@example.net\r\n\r\nThe text.\r\n";

    private static final Told NOBODY = told(
            "ann",
            "rfc822;annie@example.org",
            Outcome.failed("5.1.1", "mx.example.net", "550 5.1.1 No such user here"));

    @Test
    void failureHasWordsForPeopleFieldsForProgramsAndTheHeader() {
        assertThat(report(Kind.FAILED, MailParameters.USUAL, CONTENT, NOBODY)).isEqualTo("""
                        Return-Path: <>
                        From: Mail delivery <MAILER-DAEMON@mail.example.org>
                        To: <sender@example.org>
                        Subject: Could not be delivered
                        Date: Fri, 2 Jan 2026 12:00:00 +0000
                        Message-ID: <Q2@mail.example.org>
                        Auto-Submitted: auto-replied
                        MIME-Version: 1.0
                        Content-Type: multipart/report; report-type=delivery-status;
                        \tboundary="=_report_Q2"

                        --=_report_Q2
                        Content-Type: text/plain; charset=us-ascii

                        Your message could not be delivered to everybody. These do not have it:

                          ann@example.net
                            mx.example.net said: 550 5.1.1 No such user here
                            This address does not exist. Check it letter by letter.

                        --=_report_Q2
                        Content-Type: message/delivery-status

                        Reporting-MTA: dns; mail.example.org
                        Arrival-Date: Thu, 1 Jan 2026 12:00:00 +0000

                        Original-Recipient: rfc822;annie@example.org
                        Final-Recipient: rfc822; ann@example.net
                        Action: failed
                        Status: 5.1.1
                        Remote-MTA: dns; mx.example.net
                        Diagnostic-Code: smtp; 550 5.1.1 No such user here
                        Last-Attempt-Date: Fri, 2 Jan 2026 12:00:00 +0000

                        --=_report_Q2
                        Content-Type: text/rfc822-headers
                        Content-Transfer-Encoding: 8bit

                        Subject: Hello
                        To: ann@example.net

                        --=_report_Q2--
                        """.replace("\n", "\r\n"));
    }

    @Test
    void theMessageComesBackInFullIfThatWasWantedAndItIsSmall() {
        var wanted = new MailParameters(MailParameters.Body.EIGHT_BIT, false, false, 0, Returned.FULL, "env1");
        String report = report(Kind.FAILED, wanted, CONTENT, NOBODY);
        assertThat(report).contains("Content-Type: message/rfc822\r\n").contains("\r\n\r\nThe text.\r\n");
        assertThat(report).contains("Original-Envelope-Id: env1\r\n");
        String large = report(Kind.FAILED, wanted, CONTENT + "x".repeat(300_000), NOBODY);
        assertThat(large).contains("text/rfc822-headers").doesNotContain("The text.");
        for (Kind other : List.of(Kind.DELIVERED, Kind.DELAYED))
            assertThat(report(other, wanted, CONTENT, NOBODY)).contains("text/rfc822-headers");
        assertThat(report(Kind.FAILED, wanted.withRequireTls(true), CONTENT, NOBODY))
                .as("it would not be sure to be kept from others on the way back")
                .contains("text/rfc822-headers")
                .doesNotContain("The text.");
    }

    @Test
    void delayTellsUntilWhenItIsTried() {
        Told full = told("bob", null, Outcome.later("4.2.2", "mx.example.net", "452 4.2.2 full"));
        assertThat(report(Kind.DELAYED, MailParameters.USUAL, CONTENT, full))
                .contains("Subject: Not delivered yet\r\n")
                .contains("You need not send it again")
                .contains("Action: delayed\r\nStatus: 4.2.2\r\n")
                .contains("Will-Retry-Until: Tue, 6 Jan 2026 12:00:00 +0000\r\n");
    }

    @Test
    void successTellsWhoHasItAndWhoIsSaidToHaveIt() {
        Told delivered = told("bob", null, Outcome.delivered("", "in the mailbox"));
        Told passedOn = told("eve", null, Outcome.passedOn("old.example.net [192.0.2.1]", "250 ok"));
        assertThat(report(Kind.DELIVERED, MailParameters.USUAL, CONTENT, delivered, passedOn))
                .contains("Subject: Delivered\r\n")
                .contains("\r\n  bob@example.net\r\n    Delivered.\r\n\r\n  eve@example.net\r\n    Passed on to old.")
                .contains("Final-Recipient: rfc822; bob@example.net\r\nAction: delivered\r\nStatus: 2.0.0\r\n")
                .contains("Final-Recipient: rfc822; eve@example.net\r\nAction: relayed\r\n")
                .contains("Remote-MTA: dns; old.example.net (192.0.2.1)\r\nDiagnostic-Code: smtp; 250 ok\r\n");
    }

    /** RFC 2852 §4.1.4, §5. */
    @Test
    void whatHadToBeInTimeIsToldWithItsTime() {
        var wants = MailParameters.USUAL.with(new DeliverBy(NOON.plusSeconds(60), false, true));
        Told relayed = told("eve", null, Outcome.relayed("mx.example.net", "250 ok"));
        assertThat(report(Kind.DELIVERED, wants, CONTENT, relayed))
                .contains("Subject: Passed on\r\n")
                .contains("\r\n  eve@example.net\r\n    Passed on to mx.example.net.\r\n")
                .contains("Arrival-Date: Thu, 1 Jan 2026 12:00:00 +0000\r\n"
                        + "Deliver-By-Date: Fri, 2 Jan 2026 12:01:00 +0000\r\n")
                .contains("Action: relayed\r\nStatus: 2.0.0\r\n");
    }

    @Test
    void whatHostsSayCannotAddFieldsOrParts() {
        Told evil = told(
                "ann",
                null,
                Outcome.failed("5.0.0", "mx\r\nX-Evil: 1", "550 a\r\n--=_report_Q2\r\n\tgrüße \u0000 end"));
        String report = report(Kind.FAILED, MailParameters.USUAL, CONTENT, evil);
        assertThat(report)
                .doesNotContain("\nX-Evil")
                .contains("Diagnostic-Code: smtp; 550 a --=_report_Q2 gr??e ? end\r\n");
        assertThat(report.split("\r\n--=_report_Q2"))
                .as("three parts and the end")
                .hasSize(5);
    }

    @Test
    void contentThatIsGoneLeavesTheReport() {
        String report = report(Kind.FAILED, MailParameters.USUAL, null, NOBODY);
        assertThat(report)
                .contains("Status: 5.1.1")
                .endsWith("\r\n--=_report_Q2--\r\n")
                .doesNotContain("rfc822-headers");
    }

    @Test
    void contentWithoutBlankLineIsAllHeader() {
        assertThat(report(Kind.FAILED, MailParameters.USUAL, "Subject: x\r\n", NOBODY))
                .contains("\r\n\r\nSubject: x\r\n\r\n--");
    }

    /** RFC 6533 §4. */
    @Test
    void aReportAboutMailInAnyScriptIsInThatScript() {
        Told told =
                told("jürgen", "utf-8;用户@example.org", Outcome.failed("5.1.1", "mx.example.net", "550 5.1.1 nobody"));
        String global = report(Kind.FAILED, MailParameters.USUAL.withSmtpUtf8(true), CONTENT, told);
        assertThat(global)
                .contains("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n")
                .contains("\r\n  jürgen@example.net\r\n")
                .contains("Content-Type: message/global-delivery-status\r\nContent-Transfer-Encoding: 8bit\r\n")
                .contains("Original-Recipient: utf-8;用户@example.org\r\n")
                .contains("Final-Recipient: utf-8; jürgen@example.net\r\n")
                .contains("Content-Type: message/global-headers\r\n");
        assertThat(report(Kind.FAILED, MailParameters.USUAL, CONTENT, told))
                .as("where nobody said that it may be")
                .matches("(?s)\\p{ASCII}*")
                .contains("Content-Type: message/delivery-status\r\n")
                .contains("Original-Recipient: utf-8; \\x{7528}\\x{6237}@example.org\r\n")
                .contains("Final-Recipient: utf-8; j\\x{FC}rgen@example.net\r\n");
    }

    private static String report(Kind kind, MailParameters wants, @Nullable String content, Told... told) {
        var about = new QueuedMessage(
                "Q1",
                Optional.of(new SmtpAddress("sender", "example.org")),
                BlobId.of(new byte[0]),
                content == null ? 0 : content.length(),
                NOON.minusSeconds(86_400),
                NOON.plusSeconds(4 * 86_400),
                null,
                wants,
                Report.NONE);
        var report =
                new DeliveryReport(kind, "Q2", "sender@example.org", "mail.example.org", about, List.of(told), NOON);
        var out = new ByteArrayOutputStream();
        try {
            report.write(
                    out,
                    content == null ? null : new ByteArrayInputStream(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Told told(String local, @Nullable String original, Outcome outcome) {
        return new Told(new SmtpRecipient(new SmtpAddress(local, "example.net"), Set.of(), original), outcome);
    }
}
