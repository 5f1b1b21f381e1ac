package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.gateway.TokenAnswer.Refused;
import org.mailstead.gateway.Trouble.Kind;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** What the big providers say when they refuse, each with what it comes to and the doctor's case. */
class TroubleTest {
    private static final String ANN = "ann@contoso.test";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SMTP|535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.|SENDING_OFF|D25",
                "SMTP|535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.|SENDING_OFF|D25",
                "SMTP|535 5.7.139 Authentication unsuccessful, basic authentication is disabled.|BROWSER_ONLY|D24",
                "SMTP|535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.|REFUSED|D28",
                "SMTP|535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated|POLICY|D26",
                "SMTP|535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy|POLICY|D26",
                "SMTP|535 5.7.3 Authentication unsuccessful [x.prod.outlook.com]|REFUSED|D28",
                "SMTP|550 5.7.30 Basic authentication is not supported for Client Submission.|BROWSER_ONLY|D24",
                "SMTP|554 5.2.252 SendAsDenied; ann@contoso.test not allowed to send as bob@contoso.test|SENDER|D45",
                "SMTP|550 5.2.251 throttled: mailbox full|TOO_FAST|D48",
                "SMTP|550 5.2.255 throttled: invalid recipients|TOO_FAST|D48",
                "SMTP|432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded|CONNECTIONS|D49",
                "SMTP|550 5.1.8 Access denied, bad outbound sender|DISTRUSTED|D51",
                "SMTP|451 4.7.0 Temporary server error. Please try again later. PRX2|TOO_FAST|D48",
                "SMTP|451 4.7.0 Temporary server error. PRX2|PROVIDER|D42",
                "IMAP|NO LOGIN failed.|REFUSED|D28",
                "IMAP|NO AUTHENTICATE failed.|REFUSED|D28",
                "IMAP|BAD User is authenticated but not connected.|OTHER_MAILBOX|D28",
                "IMAP|* BYE Connection closed. 14|OTHER_MAILBOX|D28",
                "IMAP|* BYE Server shutting down|PROVIDER|D42",
                "POP3|-ERR Logon failure: unknown user name or bad password.|REFUSED|D28",
                "SMTP|534-5.7.9 Application-specific password required.|APP_PASSWORD|D29",
                "SMTP|535-5.7.8 Username and Password not accepted.|REFUSED|D28",
                "SMTP|534-5.7.14 Please log in through your web browser and then try again.|ACCOUNT_LOCKED|D37",
                "IMAP|NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)|REFUSED|D28",
                "IMAP|NO [ALERT] Application-specific password required (Failure)|APP_PASSWORD|D29",
                "IMAP|NO [ALERT] Too many simultaneous connections. (Failure)|CONNECTIONS|D49",
                "SMTP|454 4.7.0 Too many login attempts, please try again later.|TOO_FAST|D48",
                "SMTP|421 4.7.0 Try again later, closing connection.|TOO_FAST|D48",
                "SMTP|452 4.5.3 Too many recipients|TOO_FAST|D48",
                "SMTP|550 5.4.5 Daily user sending limit exceeded|TOO_FAST|D48",
                "IMAP|NO SELECT Unsafe Login. Please contact kefu@188.com for help|UNKNOWN_PROGRAM|D41",
                "IMAP|NO [UNAVAILABLE] Temporary error|PROVIDER|D42",
                "POP3|-ERR [SYS/TEMP] not now|PROVIDER|D42",
                "SMTP|''|PROVIDER|D42"
            })
    void mailServers(Protocol protocol, String said, Kind kind, String doctor) {
        var server = new MailServer(protocol, "mail.imitated.test", 1, Security.TLS, ANN);
        look(org.mailstead.gateway.Refused.by(server, ANN, said).trouble(), said, kind, doctor);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "invalid_grant|AADSTS50126: Error validating credentials due to invalid username or password.|SIGN_IN_AGAIN|D39",
                "invalid_grant|AADSTS50034: The user account does not exist in the directory.|SIGN_IN_AGAIN|D39",
                "invalid_grant|AADSTS50053: The account is locked.|ACCOUNT_LOCKED|D37",
                "invalid_grant|AADSTS50057: The user account is disabled.|ACCOUNT_LOCKED|D37",
                "interaction_required|AADSTS50076: you must use multi-factor authentication|SIGN_IN_AGAIN|D39",
                "invalid_grant|AADSTS50079: you must enroll in multi-factor authentication|SIGN_IN_AGAIN|D39",
                "access_denied|AADSTS53003: Access has been blocked by Conditional Access policies.|POLICY|D26",
                "invalid_grant|AADSTS53000: Device is not in required device state|POLICY|D26",
                "invalid_grant|AADSTS530036: the flow of signing in is blocked|POLICY|D26",
                "interaction_required|AADSTS50097: Device authentication is required|POLICY|D26",
                "invalid_grant|AADSTS50005: the device's platform is not supported|POLICY|D26",
                "invalid_grant|AADSTS65001: The user or administrator has not consented|CONSENT|D27",
                "consent_required|AADSTS90094: An administrator has to grant permission|CONSENT|D27",
                "consent_required|''|CONSENT|D27",
                "admin_policy_enforced|''|CONSENT|D27",
                "unauthorized_client|AADSTS700016: The application was not found in the directory|REGISTRATION|D62",
                "invalid_client|AADSTS7000218: The request body must contain client_secret|REGISTRATION|D62",
                "invalid_client|AADSTS7000215: Invalid client secret is provided.|REGISTRATION|D62",
                "invalid_request|AADSTS50194: use a tenant-specific endpoint|REGISTRATION|D62",
                "invalid_request|AADSTS50011: The redirect URI does not match|REGISTRATION|D62",
                "invalid_request|You can't sign in here with a personal account.|REGISTRATION|D62",
                "invalid_client|''|REGISTRATION|D62",
                "redirect_uri_mismatch|''|REGISTRATION|D62",
                "invalid_grant|AADSTS700082: The refresh token has expired due to inactivity.|SIGN_IN_AGAIN|D39",
                "invalid_grant|AADSTS70008: The refresh token has expired.|SIGN_IN_AGAIN|D39",
                "invalid_grant|AADSTS50173: The grant has expired because the password was changed.|SIGN_IN_AGAIN|D39",
                "invalid_grant|AADSTS54005: The code was already redeemed.|SIGN_IN_AGAIN|D39",
                "invalid_grant|Token has been expired or revoked.|SIGN_IN_AGAIN|D39",
                "invalid_grant|''|SIGN_IN_AGAIN|D39",
                "slow_down|''|PROVIDER|D42",
                "something_new|''|PROVIDER|D42"
            })
    void tokenServices(String error, String words, Kind kind, String doctor) {
        look(Refusals.of(new Refused(error, words), ANN), words.isEmpty() ? error : words, kind, doctor);
    }

    private static void look(Trouble trouble, String said, Kind kind, String doctor) {
        assertThat(trouble.kind()).isEqualTo(kind);
        assertThat(trouble.kind().doctor()).isEqualTo(doctor);
        assertThat(trouble.said()).isEqualTo(said);
        assertThat(trouble.words()).endsWith(said).containsAnyOf(ANN, "mail.imitated.test");
    }

    @Test
    void refusedPasswordIsToldFromRefusedToken() {
        var server = new MailServer(Protocol.IMAP, "mail.imitated.test", 1, Security.TLS, ANN);
        var refused = org.mailstead.gateway.Refused.by(server, ANN, "NO no").trouble();
        assertThat(refused.ofPassword()).hasValueSatisfying(each -> {
            assertThat(each.kind()).isEqualTo(Kind.PASSWORD_REFUSED);
            assertThat(each.kind().doctor()).isEqualTo("D59");
            assertThat(each.words()).isEqualTo(refused.words());
        });
        assertThat(new Trouble(Kind.POLICY, "").ofPassword()).isEmpty();
    }

    @Test
    void everythingHasACaseOfTheDoctors() {
        assertThat(Stream.of(Kind.values()).map(Kind::doctor)).allMatch(code -> code.matches("D\\d\\d"));
    }
}
