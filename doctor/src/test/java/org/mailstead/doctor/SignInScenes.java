package org.mailstead.doctor;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailstead.ladder.Credential;
import org.mailstead.ladder.Symptom;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.testkit.MadeUpAccounts;

/** Who is not let in, and why. */
final class SignInScenes {
    private static final String MICROSOFT = "microsoft-365";

    private SignInScenes() {}

    static List<Row> all() {
        return Stream.of(
                        browser(),
                        organisation(),
                        tokens(),
                        appPasswords(),
                        providers(),
                        sendingRefused(),
                        names(),
                        typed(),
                        locked(),
                        ways(),
                        trouble())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Row> browser() {
        return List.of(
                new Row("D24", "a password at Microsoft", scene -> scene.of(MICROSOFT)),
                new Row(
                        "D24",
                        "a server that says so",
                        scene -> refused(
                                scene,
                                "NO LOGIN failed: basic authentication is disabled.",
                                "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [x.prod.outlook.com]")),
                new Row(
                        "D24",
                        "the last words on passwords",
                        scene -> sending(
                                scene, "550 5.7.30 Basic authentication is not supported for Client Submission.")));
    }

    private static List<Row> organisation() {
        return List.of(
                new Row(
                        "D25",
                        "sending switched off for all",
                        scene -> sending(
                                scene,
                                "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.")),
                new Row(
                        "D25",
                        "sending switched off for one",
                        scene -> sending(
                                scene,
                                "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.")),
                new Row(
                        "D26",
                        "a policy",
                        scene -> sending(
                                scene,
                                "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully.")),
                new Row(
                        "D26",
                        "what the sign-in page says",
                        scene -> scene.said = "AADSTS53003: Access has been blocked by Conditional Access policies."),
                new Row(
                        "D27",
                        "consent is missing",
                        scene -> scene.said =
                                "AADSTS65001: The user or administrator has not consented to use the application"));
    }

    private static List<Row> tokens() {
        return List.of(
                new Row("D28", "a token for somebody else", scene -> {
                    token(scene);
                    scene.accounts.let(Scene.ANN, "t0ken");
                    scene.imap.says("LIST", "TAG BAD User is authenticated but not connected.");
                }),
                new Row("D39", "a token that is no longer good", scene -> {
                    token(scene);
                    scene.imap.refuses("NO AUTHENTICATE failed.");
                    scene.smtp.refuses("535 5.7.3 Authentication unsuccessful");
                }),
                new Row(
                        "D39",
                        "what the program says",
                        scene -> scene.said =
                                "error: invalid_grant, AADSTS700082: The refresh token has expired due to inactivity."));
    }

    private static List<Row> appPasswords() {
        return List.of(
                new Row("D29", "the usual password at Google", scene -> {
                    scene.of("google");
                    refused(
                            scene,
                            "NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)",
                            "534-5.7.9 Application-specific password required.\r\n534 5.7.9 x");
                }),
                new Row("D29", "credentials that Google refuses", scene -> {
                    scene.of("google");
                    refused(
                            scene,
                            "NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)",
                            "535 5.7.8 Username and Password not accepted.");
                }),
                new Row("D30", "the usual password at iCloud", scene -> {
                    scene.of("icloud");
                    refused(
                            scene,
                            "NO [AUTHENTICATIONFAILED] Authentication failed",
                            "535 5.7.8 Error: authentication failed");
                }),
                new Row(
                        "D30",
                        "a hoster that asks for one",
                        scene -> refused(
                                scene, "NO Application-specific password required", "534 5.7.9 App password required")),
                new Row("D31", "an app password with a letter missing", scene -> {
                    scene.of("google");
                    refused(scene, "NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", "535 5.7.8 no");
                    scene.password("abcd efgh ijkl mno");
                }));
    }

    private static List<Row> providers() {
        return List.of(
                new Row("D32", "a provider where programs are switched on first", scene -> {
                    scene.of("gmx");
                    refused(
                            scene,
                            "NO [AUTHENTICATIONFAILED] authentication failed",
                            "535 Authentication credentials invalid");
                }),
                new Row("D32", "IMAP switched off for the account, as Courier says it", scene -> {
                    scene.imap.says("AUTHENTICATE", "* BYE IMAP access disabled for this account.");
                    scene.set = List.of(scene.imaps);
                }),
                new Row("D32", "what a program showed of it", scene -> {
                    scene.said = "[ALERT] Your account is not enabled for IMAP use. Please visit your settings page.";
                }),
                new Row("D33", "the web password at Telekom", scene -> {
                    scene.of("t-online");
                    refused(scene, "NO [AUTHENTICATIONFAILED] Authentication failed", "535 5.7.8 failed");
                }));
    }

    private static List<Row> sendingRefused() {
        return List.of(
                new Row(
                        "D34",
                        "reading is let in, sending is not",
                        scene -> sending(scene, "535 5.7.8 Error: authentication failed")),
                new Row(
                        "D34",
                        "all works from here, the program cannot send",
                        scene -> scene.symptoms = EnumSet.of(Symptom.CANNOT_SEND)));
    }

    private static List<Row> names() {
        return List.of(
                new Row("D35", "the whole address where the local part is wanted", scene -> {
                    scene.accounts.refuses((user, _) -> user.contains("@")
                            ? Optional.of("NO [AUTHENTICATIONFAILED] unknown user name")
                            : Optional.empty());
                    scene.accounts.let("ann", Scene.PASSWORD);
                    scene.set = List.of(scene.imaps);
                }),
                new Row("D35", "another form than the provider's", scene -> {
                    scene.set = List.of(named(scene.imaps, "anna"), named(scene.submission, "anna"));
                    scene.imap.refuses("NO LOGIN failed");
                }));
    }

    private static List<Row> typed() {
        return List.of(
                new Row("D36", "a blank behind the password", scene -> {
                    refused(scene, "NO [AUTHENTICATIONFAILED] no", "535 5.7.8 no");
                    scene.password(Scene.PASSWORD + " ");
                }),
                new Row("D36", "a quotation mark of a text program", scene -> {
                    refused(scene, "NO [AUTHENTICATIONFAILED] no", "535 5.7.8 no");
                    scene.password("it\u2019s-me-7");
                }),
                new Row("D36", "an umlaut that the server does not take", scene -> {
                    refused(scene, "NO [AUTHENTICATIONFAILED] no", "535 5.7.8 no");
                    scene.password("pässwort7");
                }),
                new Row(
                        "D59",
                        "a wrong password",
                        scene -> refused(
                                scene,
                                "NO [AUTHENTICATIONFAILED] Authentication failed.",
                                "535 5.7.8 Error: authentication failed")),
                new Row("D59", "a password that the web pages take", scene -> {
                    refused(scene, "NO [AUTHENTICATIONFAILED] Authentication failed.", "535 5.7.8 Error");
                    scene.symptoms = EnumSet.of(Symptom.WEB_PAGES_WORK);
                }));
    }

    private static List<Row> locked() {
        return List.of(
                new Row(
                        "D37",
                        "locked",
                        scene -> refused(
                                scene, "NO [AUTHENTICATIONFAILED] Account temporarily locked", "535 5.7.8 locked")),
                new Row("D37", "Google wants the browser", scene -> {
                    scene.of("google");
                    refused(
                            scene,
                            "NO [ALERT] Please log in via your web browser: https://support.google.com/mail/accounts/answer/78754 (Failure)",
                            "534 5.7.14 Please log in through your web browser");
                }),
                new Row("D38", "an empty window", scene -> scene.symptoms = EnumSet.of(Symptom.SIGN_IN_WINDOW)),
                new Row("D49", "too many connections", scene -> {
                    scene.imap.refuses("NO [ALERT] Too many simultaneous connections. (Failure)");
                    scene.password("wrong-Password-1");
                    scene.set = List.of(Scene.server(Protocol.IMAP, Scene.HOST, 993));
                }));
    }

    private static List<Row> ways() {
        return List.of(
                new Row(
                        "D40",
                        "a way that the server does not have",
                        scene -> sending(scene, "504 5.7.4 Unrecognized authentication type")),
                new Row(
                        "D40",
                        "what Outlook says",
                        scene -> scene.said = "Your server does not support Secure Password Authentication (SPA)"),
                new Row("D40", "a server that takes no passwords", scene -> {
                    scene.imap.secured("IMAP4rev1 LOGINDISABLED AUTH=GSSAPI");
                    scene.set = List.of(scene.imaps);
                }),
                new Row(
                        "D44",
                        "a server where nobody can sign in to send",
                        scene -> scene.smtp.secured("SIZE 10240000")),
                new Row("D41", "a provider that wants to know the program", scene -> {
                    scene.imap.says("EXAMINE", "TAG NO EXAMINE Unsafe Login. Please contact kefu@188.com for help");
                    scene.set = List.of(scene.imaps);
                }));
    }

    private static List<Row> trouble() {
        return List.of(
                new Row(
                        "D62",
                        "a program that the provider does not know",
                        scene -> scene.said =
                                "AADSTS7000218: The request body must contain the parameter client_secret"),
                new Row("D62", "the same in Google's words", scene -> scene.said = "Error 400: redirect_uri_mismatch"),
                new Row(
                        "D63",
                        "what the gateway says of its file",
                        scene -> scene.said =
                                "The vault /home/ann/.mailstead/gateway/ann@example.org.vault is damaged or was tampered with."),
                new Row(
                        "D42",
                        "trouble behind the server",
                        scene -> refused(
                                scene,
                                "NO [UNAVAILABLE] Temporary authentication failure.",
                                "454 4.7.0 Temporary authentication failure")),
                new Row(
                        "D42",
                        "what Cyrus says while saslauthd is down",
                        scene -> refused(scene, "NO generic failure", "535 5.7.8 generic failure")),
                new Row("D42", "hung up while signing in", scene -> {
                    scene.imap.says("AUTHENTICATE", "CLOSE");
                    scene.set = List.of(scene.imaps);
                }),
                new Row("D42", "a server that greets with a fault", scene -> {
                    scene.smtp.greets("421 4.3.2 Service not available");
                }));
    }

    private static void refused(Scene scene, String imap, String smtp) {
        scene.accounts.refuses((_, _) -> Optional.empty());
        scene.imap.refuses(imap);
        scene.smtp.refuses(smtp);
        scene.password("wrong-Password-1");
    }

    /** Reading is let in, and sending refused with these words. */
    private static void sending(Scene scene, String smtp) {
        scene.smtp.accounts(new MadeUpAccounts()).refuses(smtp);
    }

    private static void token(Scene scene) {
        scene.secret = Optional.of(new Credential.Token("t0ken"));
        scene.imap.secured("IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR");
        scene.smtp.secured("SIZE 157286400", "AUTH LOGIN XOAUTH2");
    }

    private static MailServer named(MailServer server, String user) {
        return new MailServer(server.protocol(), server.host(), server.port(), server.security(), user);
    }
}
