package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.gateway.Town.Program;
import org.mailstead.gateway.Trouble.Kind;
import org.mailstead.settings.MailServer.Protocol;

/** Whatever a provider refuses: the program hears "not now" and why, and never that its password is wrong. */
@Timeout(60)
class RefusalsTest {
    @TempDir
    Path folder;

    private Town town = notYet();

    @SuppressWarnings("NullAway")
    private static Town notYet() {
        return null;
    }

    @BeforeEach
    void open() throws Exception {
        town = new Town(folder);
    }

    @AfterEach
    void close() {
        town.close();
    }

    /** What the program hears, without the code in front, which has to be that for "not now". */
    private String heard(Protocol protocol) throws Exception {
        try (Program program = town.program(protocol)) {
            program.line();
            if (protocol == Protocol.SMTP) program.ask("EHLO x", "250 ");
            String secret = Base64.getEncoder()
                    .encodeToString(("\0" + Town.ANN + "\0" + town.password).getBytes(StandardCharsets.UTF_8));
            String said;
            String code;
            if (protocol == Protocol.IMAP) {
                code = "a NO [UNAVAILABLE] ";
                var lines = program.ask("a AUTHENTICATE PLAIN " + secret, "a ");
                said = lines.getLast();
                if (said.startsWith(code)) assertThat(lines.getFirst()).startsWith("* NO [ALERT] ");
            } else {
                code = protocol == Protocol.SMTP ? "454 4.7.0 " : "-ERR [SYS/TEMP] ";
                said = program.ask("AUTH PLAIN " + secret);
            }
            if (!said.startsWith(code) && said.endsWith("signed in")) return "signed in";
            assertThat(said).startsWith(code).hasSizeLessThan(500);
            // The session goes on: nobody has to connect anew.
            assertThat(program.ask(protocol == Protocol.IMAP ? "z NOOP" : "NOOP"))
                    .contains(" ");
            return said.substring(code.length());
        }
    }

    private Kind kind() {
        return town.gateway.status().getFirst().trouble().orElseThrow().kind();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SMTP|535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit x|SENDING_OFF|Authenticated SMTP",
                "SMTP|535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. [x]|SENDING_OFF|administrators",
                "SMTP|535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully.|POLICY|rules",
                "SMTP|535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy.|POLICY|rules",
                "SMTP|432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded|CONNECTIONS|Too many connections",
                "SMTP|454 4.7.0 Too many login attempts, please try again later.|TOO_FAST|by itself",
                "SMTP|421 4.7.0 Try again later, closing connection.|TOO_FAST|by itself",
                "SMTP|451 4.7.0 Temporary server error. PRX2|PROVIDER|Nothing is to be changed",
                "IMAP|NO [ALERT] Too many simultaneous connections. (Failure)|CONNECTIONS|Too many connections",
                "IMAP|NO [UNAVAILABLE] Temporary error|PROVIDER|Nothing is to be changed",
                "POP3|-ERR [SYS/TEMP] Temporary problem, please try again later|TOO_FAST|by itself",
                "POP3|-ERR [IN-USE] Unable to lock maildrop: [INUSE]|PROVIDER|Nothing is to be changed"
            })
    void refusalsOfTheBigOnes(Protocol protocol, String said, Kind kind, String words) throws Exception {
        town.mail.refusals.add(said);
        assertThat(heard(protocol)).contains(words, Town.ANN, said.substring(0, 30));
        assertThat(kind()).isEqualTo(kind);
        assertThat(heard(protocol)).isEqualTo("signed in");
        assertThat(town.gateway.status().getFirst().trouble()).isEmpty();
    }

    /** Exchange: "OK" to the token of anybody, and the end at the next command. */
    @Test
    void tokenOfSomebodyElseIsSaidToBeSo() throws Exception {
        var vault = town.folder.vault(Town.ANN);
        vault.keep(new Secrets(
                Secrets.Kind.REFRESH_TOKEN,
                town.tokens.grant("bob@contoso.test"),
                "",
                "bob@contoso.test",
                town.clock.instant(),
                town.clock.instant()));
        assertThat(heard(Protocol.IMAP))
                .contains("may not open the mailbox ann@contoso.test", "authenticated but not connected");
        assertThat(kind()).isEqualTo(Kind.OTHER_MAILBOX);
        town.mail.delegates.put(Town.ANN, Set.of("bob@contoso.test"));
        assertThat(heard(Protocol.IMAP)).isEqualTo("signed in");
    }

    @Test
    void changedPasswordMeansToSignInAgainAndLocalPasswordsStay() throws Exception {
        assertThat(heard(Protocol.IMAP)).isEqualTo("signed in");
        town.tokens.passwordChanged(Town.ANN);
        town.clock.advance(Duration.ofHours(2));
        for (int i = 0; i < 5; i++)
            for (Protocol each : Protocol.values())
                assertThat(heard(each)).contains("sign in again: mailstead gateway add ann@contoso.test");
        assertThat(kind()).isEqualTo(Kind.SIGN_IN_AGAIN);
        assertThat(kind().doctor()).isEqualTo("D39");
        int asked = town.tokens.requests;
        heard(Protocol.SMTP);
        assertThat(town.tokens.requests).isEqualTo(asked);
        // Somebody signs in in a terminal beside it; nobody shows it a password.
        town.folder
                .vault(Town.ANN)
                .keep(new Secrets(
                        Secrets.Kind.REFRESH_TOKEN,
                        town.tokens.grant(Town.ANN),
                        "",
                        Town.ANN,
                        town.clock.instant(),
                        town.clock.instant()));
        for (Protocol each : Protocol.values()) assertThat(heard(each)).isEqualTo("signed in");
        assertThat(town.gateway.status().getFirst().trouble()).isEmpty();
    }

    @Test
    void tokenThatWasTakenBackEarlyIsRenewedOnce() throws Exception {
        assertThat(heard(Protocol.IMAP)).isEqualTo("signed in");
        int before = town.tokens.refreshed;
        town.mail.refusals.add("NO AUTHENTICATE failed.");
        assertThat(heard(Protocol.IMAP)).isEqualTo("signed in");
        assertThat(town.tokens.refreshed).isEqualTo(before + 1);
        // Refused twice: it is not a matter of the token, and not asked for one each time.
        for (int i = 0; i < 20; i++) {
            town.mail.refusals.add("NO AUTHENTICATE failed.");
            assertThat(heard(Protocol.IMAP)).contains("refuses what ann@contoso.test is signed in with");
        }
        assertThat(town.tokens.refreshed).isEqualTo(before + 1);
        assertThat(kind()).isEqualTo(Kind.REFUSED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IMAP|CLOSE|has closed the connection",
                "SMTP|CLOSE|has closed the connection",
                "POP3|CLOSE|has closed the connection",
                "IMAP|* BYE Server shutting down|cannot serve",
                "SMTP|421 4.3.2 Service not active|Too many connections",
                "POP3|-ERR [SYS/TEMP] not now|cannot serve",
                "IMAP|HTTP/1.1 400 Bad Request|HTTP/1.1",
                "SMTP|* OK IMAP4rev1 here|IMAP4rev1"
            })
    void serverThatDoesNotBegin(Protocol protocol, String greeting, String words) throws Exception {
        town.mail.greetings.add(greeting);
        assertThat(heard(protocol)).contains(words);
        assertThat(heard(protocol)).isEqualTo("signed in");
    }

    @Test
    void outageOfTheTokenServiceIsNobodysFault() throws Exception {
        town.tokens.down = true;
        for (Protocol each : Protocol.values()) assertThat(heard(each)).contains("gives no token at the moment");
        town.tokens.down = false;
        town.clock.advance(Duration.ofMinutes(1));
        for (Protocol each : Protocol.values()) assertThat(heard(each)).isEqualTo("signed in");
    }

    /** Not even the token, which opens the mailbox for an hour. */
    @Test
    void nothingIsSaidToAServerThatDoesNotProveWhoItIs() throws Exception {
        town.restart(town.surroundings(town.mail.distrusting()));
        for (Protocol each : Protocol.values()) {
            assertThat(heard(each)).contains("does not prove who it is", "Nothing was sent to it");
            assertThat(kind()).isEqualTo(Kind.CERTIFICATE);
        }
        assertThat(town.mail.signIns.get()).isZero();
    }

    @Test
    void vaultThatWasTamperedWithIsNoWrongPassword() throws Exception {
        Path vault = town.folder.path().resolve("ann@contoso.test.vault");
        String text = Files.readString(vault);
        Files.writeString(vault, text.replaceFirst("secrets .{10}", "secrets AAAAAAAAAA"));
        for (Protocol each : Protocol.values()) assertThat(heard(each)).contains("is damaged or was tampered with");
        Files.writeString(vault, text);
        for (Protocol each : Protocol.values()) assertThat(heard(each)).isEqualTo("signed in");
    }

    @Test
    void passwordThatWasTakenBackIsWrongAtOnce() throws Exception {
        assertThat(heard(Protocol.IMAP)).isEqualTo("signed in");
        town.folder.vault(Town.ANN).remove("mutt");
        try (Program program = town.program(Protocol.IMAP)) {
            program.line();
            assertThat(program.ask("a LOGIN ann " + town.password)).startsWith("a NO [AUTHENTICATIONFAILED]");
        }
    }
}
