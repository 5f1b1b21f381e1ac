package org.mailstead.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.texts.Language;

class PlausibilityTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IMAP | mail.example.org      | 993  | TLS      | ann@example.org",
                "IMAP | mail.example.org      | 143  | STARTTLS | ann",
                "POP3 | pop.example.org       | 995  | TLS      | ann",
                "POP3 | pop.example.org       | 110  | STARTTLS | ann",
                "SMTP | smtp.example.org      | 465  | TLS      | ann",
                "SMTP | smtp.example.org      | 587  | STARTTLS | ann",
                "SMTP | smtp.example.org      | 2525 | STARTTLS | ann",
                "IMAP | imap.xn--bcher-kva.de | 10993| TLS      | ann",
                "IMAP | imap.b\u00fccher.de   | 993  | TLS      | 100%ann",
                "SMTP | mail_1.example.org    | 465  | TLS      | ann"
            })
    void canBe(Protocol protocol, String host, int port, Security security, String user) {
        assertThat(Plausibility.of(new MailServer(protocol, host, port, security, user)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POP3 | pop.example.org    | 993   | TLS      | ann | Port 993 belongs to IMAP, not to POP3.",
                "IMAP | imap.example.org   | 587   | STARTTLS | ann | Port 587 belongs to sending (SMTP), not to IMAP.",
                "SMTP | smtp.example.org   | 995   | TLS      | ann | Port 995 belongs to POP3, not to SMTP.",
                "SMTP | smtp.example.org   | 587   | TLS      | ann | Port 587 begins in plain text",
                "IMAP | imap.example.org   | 143   | TLS      | ann | Port 143 begins in plain text",
                "SMTP | smtp.example.org   | 465   | STARTTLS | ann | Port 465 is encrypted from the first byte",
                "IMAP | imap.example.org   | 993   | STARTTLS | ann | Port 993 is encrypted from the first byte",
                "POP3 | pop.example.org    | 995   | STARTTLS | ann | Port 995 is encrypted from the first byte",
                "SMTP | smtp.example.org   | 25    | STARTTLS | ann | Port 25 is for servers",
                "IMAP | imap.example.org   | 143   | NONE     | ann | Without encryption",
                "IMAP | imap.example.org   | 10143 | NONE     | ann | Without encryption",
                "IMAP | imap.%EMAILDOMAIN  | 993   | TLS      | ann | has a placeholder in it",
                "IMAP | %EMAILDOMAIN%      | 993   | TLS      | ann | has a placeholder in it",
                "IMAP | 192.0.2.1          | 993   | TLS      | ann | is an address",
                "IMAP | [2001:db8::1]      | 993   | TLS      | ann | is an address",
                "IMAP | 2001:db8::1        | 993   | TLS      | ann | is an address",
                "IMAP | mail               | 993   | TLS      | ann | has no dot in it",
                "IMAP | mail .example.org  | 993   | TLS      | ann | is not the name of a server",
                "IMAP | mail..example.org  | 993   | TLS      | ann | is not the name of a server",
                "IMAP | -mail.example.org  | 993   | TLS      | ann | is not the name of a server",
                "IMAP | https//example.org | 993   | TLS      | ann | is not the name of a server",
                "IMAP | ''                 | 993   | TLS      | ann | There is no server name",
                "IMAP | mail.example.org   | 993   | TLS      | ''  | There is no user name",
                "IMAP | mail.example.org   | 993   | TLS      | %EMAILADDRESS% | has a placeholder in it",
                "IMAP | mail.example.org   | 0     | TLS      | ann | There is no port 0",
                "IMAP | mail.example.org   | 65536 | TLS      | ann | There is no port 65536"
            })
    void cannotBe(Protocol protocol, String host, int port, Security security, String user, String why) {
        var server = new MailServer(protocol, host, port, security, user);
        assertThat(Plausibility.of(server))
                .hasValueSatisfying(said -> assertThat(said).contains(why).endsWith("."));
        assertThat(Plausibility.of(server, Language.GERMAN))
                .hasValueSatisfying(said -> assertThat(said).doesNotContain("{").endsWith("."));
    }
}
