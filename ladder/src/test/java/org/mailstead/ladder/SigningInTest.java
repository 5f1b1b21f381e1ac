package org.mailstead.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailstead.ladder.SignIn.Came;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.settings.Secret;
import org.mailstead.testkit.MadeUpAccounts;
import org.mailstead.testkit.MadeUpImap;
import org.mailstead.testkit.MadeUpPop3;
import org.mailstead.testkit.MadeUpSmtp;

/** Who gets the secret, how often, and what is told of it. */
@Timeout(120)
class SigningInTest {
    private static final String HOST = "mail.example.org";
    private static final String ANN = World.ANN;
    private static final String PASSWORD = "corr3ct h\"rse \\b";
    private static final MailServer IMAP = World.server(Protocol.IMAP, HOST, 993);
    private static final MailServer POP3 = World.server(Protocol.POP3, HOST, 995);
    private static final MailServer SMTP = World.server(Protocol.SMTP, HOST, 587);

    private final World world = new World();
    private final MadeUpAccounts accounts = new MadeUpAccounts().let(ANN, PASSWORD);
    private final MadeUpImap imap = new MadeUpImap().accounts(accounts);
    private final MadeUpPop3 pop3 = new MadeUpPop3().accounts(accounts);
    private final MadeUpSmtp smtp = new MadeUpSmtp().accounts(accounts);

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    private Evidence climb(String password, MailServer... set) {
        return climb(World.attempt(set), new Credential.Password(password));
    }

    private Evidence climb(Attempt attempt, Credential secret) {
        return Ladder.climb(attempt, Optional.of(secret), world.outside(World.PATIENT));
    }

    private static Attempt right(List<Secret> secrets, List<MailServer> right, MailServer... set) {
        var settings = new AccountSettings(ANN, "", right, secrets);
        return new Attempt(ANN, List.of(set), Optional.of(settings), Optional.empty(), Optional.empty(), Set.of(), "");
    }

    private static List<Came> came(Evidence evidence) {
        return evidence.signIns().stream().map(SignIn::came).toList();
    }

    @Test
    void readsAndSends() {
        world.host(HOST)
                .imaps(imap.secured("IMAP4rev1 AUTH=PLAIN QUOTA")
                        .holds(7, "INBOX", "Sent")
                        .quota(100, 200))
                .submission(smtp);
        var evidence = climb(PASSWORD, IMAP, SMTP);
        assertThat(came(evidence)).containsExactly(Came.LET_IN, Came.LET_IN);
        assertThat(evidence.signIns().getFirst().mechanism()).isEqualTo("PLAIN");
        assertThat(evidence.use())
                .isEqualTo(new Use(
                        List.of(),
                        OptionalInt.of(7),
                        OptionalLong.of(100 * 1024),
                        OptionalLong.of(200 * 1024),
                        OptionalInt.of(2),
                        OptionalLong.of(10_240_000)));
        assertThat(accounts.tries()).hasSize(2);
        // Nothing in the mailbox changes, and no mail is sent.
        assertThat(imap.heard())
                .containsSubsequence("AUTHENTICATE", "LIST \"\" \"*\"", "EXAMINE INBOX", "GETQUOTAROOT INBOX")
                .doesNotContain("SELECT INBOX");
        assertThat(smtp.heard())
                .containsSubsequence("AUTH", "MAIL FROM:<" + ANN + ">", "RCPT TO:<" + ANN + ">", "RSET")
                .doesNotContain("DATA");
    }

    @Test
    void byEachMechanism() {
        world.host(HOST).imaps(imap).pop3s(pop3).submission(smtp);
        imap.secured("IMAP4rev1");
        pop3.secured("USER");
        smtp.secured("AUTH LOGIN");
        var evidence = climb(PASSWORD, IMAP, POP3, SMTP);
        assertThat(came(evidence)).containsExactly(Came.LET_IN, Came.LET_IN, Came.LET_IN);
        assertThat(evidence.signIns().stream().map(SignIn::mechanism)).containsExactly("LOGIN", "USER", "LOGIN");
        assertThat(evidence.use().messages()).hasValue(3);
        imap.secured("IMAP4rev1 LOGINDISABLED AUTH=LOGIN");
        assertThat(came(climb(PASSWORD, IMAP))).containsExactly(Came.LET_IN);
        pop3.secured("SASL PLAIN");
        assertThat(came(climb(PASSWORD, POP3))).containsExactly(Came.LET_IN);
        pop3.secured("SASL LOGIN");
        assertThat(came(climb(PASSWORD, POP3))).containsExactly(Came.LET_IN);
    }

    @Test
    void lettersBeyondAsciiGoThrough() {
        accounts.let(ANN, "pässwörd");
        imap.secured("IMAP4rev1");
        world.host(HOST).imaps(imap).submission(smtp);
        assertThat(came(climb("pässwörd", IMAP, SMTP))).containsExactly(Came.LET_IN, Came.LET_IN);
    }

    @Test
    void byToken() {
        accounts.let(ANN, "t0ken");
        world.host(HOST)
                .imaps(imap.secured("IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2"))
                .submission(smtp.secured("AUTH OAUTHBEARER"));
        var evidence = climb(World.attempt(IMAP, SMTP), new Credential.Token("t0ken"));
        assertThat(came(evidence)).containsExactly(Came.LET_IN, Came.LET_IN);
        assertThat(evidence.signIns().stream().map(SignIn::mechanism)).containsExactly("XOAUTH2", "OAUTHBEARER");
    }

    @Test
    void whyATokenIsRefusedIsTold() {
        world.host(HOST).imaps(imap.secured("IMAP4rev1 AUTH=XOAUTH2")).submission(smtp.secured("AUTH XOAUTH2"));
        var evidence = climb(World.attempt(IMAP), new Credential.Token("0ld"));
        assertThat(came(evidence)).containsExactly(Came.REFUSED);
        assertThat(evidence.signIns().getFirst().said())
                .startsWith("NO [AUTHENTICATIONFAILED]")
                .contains("\"status\":\"400\"");
        evidence = climb(World.attempt(SMTP), new Credential.Token("0ld"));
        assertThat(evidence.signIns().getFirst().said()).startsWith("535 5.7.8").contains("\"status\":\"400\"");
    }

    @Test
    void aRefusedSecretGoesToNoOtherServer() {
        world.host(HOST).imaps(imap).pop3s(pop3).submission(smtp);
        var evidence = climb("wrong", IMAP, POP3, SMTP);
        assertThat(came(evidence)).containsExactly(Came.REFUSED, Came.NOT_TRIED, Came.NOT_TRIED);
        assertThat(evidence.signIns().getLast().said()).isEqualTo("another server had refused it");
        assertThat(accounts.tries()).hasSize(1);
        assertThat(evidence.use().refusals()).isEmpty();
    }

    @Test
    void twiceAtMostAndUnderAnotherNameOnlyWithAReason() {
        imap.refuses("NO unknown user");
        world.host(HOST).imaps(imap).submission(smtp);
        var evidence = climb("wrong", IMAP, SMTP);
        assertThat(evidence.signIns().stream().map(each -> each.server().user()))
                .containsExactly(ANN, "ann", ANN);
        assertThat(came(evidence)).containsExactly(Came.REFUSED, Came.REFUSED, Came.NOT_TRIED);
        assertThat(accounts.tries()).hasSize(2);
    }

    @Test
    void theNameThatTheProviderWantsIsTriedNext() {
        var set = new MailServer(Protocol.IMAP, HOST, 993, Security.TLS, "ann");
        var sending = new MailServer(Protocol.SMTP, HOST, 587, Security.STARTTLS, "ann");
        world.host(HOST).imaps(imap).submission(smtp);
        var evidence = climb(right(List.of(), List.of(IMAP, SMTP), set, sending), new Credential.Password(PASSWORD));
        assertThat(came(evidence)).containsExactly(Came.REFUSED, Came.LET_IN, Came.LET_IN);
        // The name that was let in counts for sending too.
        assertThat(accounts.tries().stream().map(MadeUpAccounts.Try::user)).containsExactly("ann", ANN, ANN);
    }

    @Test
    void noMoreTriesAfterALock() {
        imap.refuses("NO [ALERT] unknown user, or account locked: too many login failures");
        world.host(HOST).imaps(imap).submission(smtp);
        var evidence = climb("wrong", IMAP, SMTP);
        assertThat(came(evidence)).containsExactly(Came.REFUSED, Came.NOT_TRIED);
        assertThat(accounts.tries()).hasSize(1);
    }

    @Test
    void troublesOfTheServersOwn() {
        imap.refuses("NO [UNAVAILABLE] backend down");
        smtp.refuses("454 4.7.0 Temporary authentication failure");
        pop3.refuses("-ERR [SYS/TEMP] backend down");
        world.host(HOST).imaps(imap).pop3s(pop3).submission(smtp);
        assertThat(came(climb("any", IMAP, POP3, SMTP))).containsExactly(Came.NOT_NOW, Came.NOT_NOW, Came.NOT_NOW);
        imap.refuses("* BYE Too many connections");
        assertThat(came(climb("any", IMAP))).containsExactly(Came.CUT);
        smtp.says("AUTH", "CLOSE");
        assertThat(came(climb("any", SMTP))).containsExactly(Came.CUT);
    }

    @Test
    void aServerThatRefusesBeforeAnythingIsSaid() {
        world.host(HOST).imaps(imap.greets("* BYE Too many connections")).submission(smtp.greets("421 4.7.0 busy"));
        var evidence = climb(PASSWORD, IMAP, SMTP);
        assertThat(came(evidence)).containsExactly(Came.NOT_NOW, Came.NOT_NOW);
        assertThat(evidence.signIns().getFirst().said()).isEqualTo("* BYE Too many connections");
        assertThat(accounts.tries()).isEmpty();
    }

    @Test
    void aCertificateThatProvesNothingGetsNoSecret() {
        world.host(HOST)
                .imaps(imap)
                .submission(smtp)
                .shows(world.hosts.authority().of("other.example.org"));
        var evidence = climb(PASSWORD, IMAP, SMTP);
        assertThat(came(evidence)).containsExactly(Came.NOT_TRIED, Came.NOT_TRIED);
        assertThat(accounts.tries()).isEmpty();
        assertThat(imap.heard()).doesNotContain("AUTHENTICATE", "LOGIN");
    }

    @Test
    void withoutTlsNoSecretIsSent() {
        imap.plain("IMAP4rev1 AUTH=PLAIN").open();
        smtp.plain("AUTH PLAIN").open();
        world.host(HOST).imap(imap).submission(smtp);
        var evidence = climb(PASSWORD, World.server(Protocol.IMAP, HOST, 143), SMTP);
        assertThat(came(evidence)).containsExactly(Came.NOT_TRIED, Came.NOT_TRIED);
        assertThat(accounts.tries()).isEmpty();
    }

    @Test
    void onThisMachineItMayGoWithoutTls() {
        imap.plain("IMAP4rev1 AUTH=PLAIN").open();
        world.host("localhost").address("127.0.0.1").imap(imap);
        var outside = world.outside(World.PATIENT);
        var here = new Outside(
                outside.resolver(),
                outside.way(),
                outside.roots(),
                _ -> true,
                outside.clock(),
                outside.times(),
                outside.surface(),
                outside.beacon());
        var evidence = Ladder.climb(
                World.attempt(World.server(Protocol.IMAP, "localhost", 143)),
                Optional.of(new Credential.Password(PASSWORD)),
                here);
        assertThat(came(evidence)).containsExactly(Came.LET_IN);
    }

    @Test
    void aProviderWithoutPasswordsGetsNone() {
        world.host(HOST)
                .imaps(imap.secured("IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2"))
                .submission(smtp);
        var attempt = right(List.of(Secret.BROWSER), List.of(IMAP, SMTP), IMAP, SMTP);
        var evidence = climb(attempt, new Credential.Password(PASSWORD));
        assertThat(came(evidence)).containsExactly(Came.NOT_TRIED, Came.NOT_TRIED);
        assertThat(evidence.signIns().getFirst().said()).isEqualTo("the provider takes no passwords");
        assertThat(accounts.tries()).isEmpty();
    }

    @Test
    void aServerWithoutAWayForPasswordsGetsNone() {
        world.host(HOST).imaps(imap.secured("IMAP4rev1 LOGINDISABLED AUTH=GSSAPI"));
        var evidence = climb(PASSWORD, IMAP);
        assertThat(came(evidence)).containsExactly(Came.NOT_TRIED);
        assertThat(evidence.signIns().getFirst().said()).contains("GSSAPI");
    }

    /** A host that was typed and is not one of the account's. */
    @Test
    void aStrangersHostGetsNoSecret() {
        var theirs = new MadeUpAccounts();
        world.host("mail.stranger.test").imaps(new MadeUpImap().accounts(theirs));
        world.host(HOST).imaps(imap);
        var attempt = right(List.of(), List.of(IMAP), World.server(Protocol.IMAP, "mail.stranger.test", 993));
        assertThat(came(climb(attempt, new Credential.Password(PASSWORD)))).containsExactly(Came.LET_IN);
        assertThat(theirs.tries()).isEmpty();
        assertThat(accounts.tries()).hasSize(1);
    }

    /** What is set is wrong, and the secret can be tried nevertheless. */
    @Test
    void aWrongPortOrWayOfTlsDoesNotHinder() {
        world.host(HOST).imaps(imap).submission(smtp);
        var wrongPort = new MailServer(Protocol.IMAP, HOST, 143, Security.STARTTLS, ANN);
        var wrongWay = new MailServer(Protocol.SMTP, HOST, 587, Security.TLS, ANN);
        var evidence = climb(PASSWORD, wrongPort, wrongWay);
        assertThat(came(evidence)).containsExactly(Came.LET_IN, Came.LET_IN);
        assertThat(evidence.signIns().getFirst().server().port()).isEqualTo(993);
        assertThat(evidence.signIns().getLast().server().security()).isEqualTo(Security.STARTTLS);
    }

    @Test
    void whatIsRefusedAfterSigningIn() {
        imap.says("LIST", "TAG BAD User is authenticated but not connected.")
                .says("EXAMINE", "TAG NO [SERVERBUG] not now");
        smtp.says("MAIL", "550 5.7.60 SMTP; Client does not have permissions to send as this sender");
        pop3.says("STAT", "-ERR mailbox is locked");
        world.host(HOST).imaps(imap).pop3s(pop3).submission(smtp);
        var evidence = climb(PASSWORD, IMAP, POP3, SMTP);
        assertThat(came(evidence)).containsExactly(Came.LET_IN, Came.LET_IN, Came.LET_IN);
        assertThat(evidence.use().refusals())
                .containsExactly(
                        new Use.Refusal(Protocol.IMAP, "LIST", "BAD User is authenticated but not connected."),
                        new Use.Refusal(Protocol.IMAP, "EXAMINE", "NO [SERVERBUG] not now"),
                        new Use.Refusal(Protocol.POP3, "STAT", "-ERR mailbox is locked"),
                        new Use.Refusal(
                                Protocol.SMTP,
                                "MAIL",
                                "550 5.7.60 SMTP; Client does not have permissions to send as this sender"));
        assertThat(evidence.use().folders()).isEmpty();
        smtp.says("MAIL", "250 ok").says("RCPT", "552 5.2.2 mailbox full");
        assertThat(climb(PASSWORD, SMTP).use().refusals())
                .containsExactly(new Use.Refusal(Protocol.SMTP, "RCPT", "552 5.2.2 mailbox full"));
        smtp.says("MAIL", "CLOSE");
        assertThat(climb(PASSWORD, SMTP).use().refusals())
                .containsExactly(new Use.Refusal(Protocol.SMTP, "MAIL", "it ended the connection"));
    }

    /** Servers that say back what they heard. */
    @Test
    void theSecretIsNowhereInWhatIsTold() {
        String secret = "S3cret-pässwörd \"x\"";
        String coded =
                Base64.getEncoder().encodeToString(("\0" + ANN + "\0" + secret).getBytes(StandardCharsets.UTF_8));
        accounts.let(ANN, secret);
        imap.refuses("NO wrong: " + secret + " and " + coded).secured("IMAP4rev1 AUTH=PLAIN");
        accounts.refuses((_, given) ->
                Optional.of("NO bad command a LOGIN \"" + ANN + "\" \"" + Scrub.quoted(given) + "\" " + coded));
        world.host(HOST).imaps(imap);
        var told = new ArrayList<String>();
        var attempt = new Attempt(
                ANN,
                List.of(IMAP),
                Optional.empty(),
                Optional.empty(),
                Optional.of(SecretShape.of(secret)),
                Set.of(),
                "my program said: LOGIN ann " + secret + " failed");
        var evidence = Ladder.climb(
                attempt,
                Optional.of(new Credential.Password(secret)),
                world.outside(World.PATIENT),
                fact -> told.add(fact.toString()));
        assertThat(came(evidence)).containsExactly(Came.REFUSED);
        assertThat(evidence.signIns().getFirst().said()).contains("bad command").contains("•••");
        for (String text : List.of(evidence.toString(), told.toString(), new Credential.Password(secret).toString()))
            assertThat(text)
                    .doesNotContain(secret)
                    .doesNotContain(Scrub.quoted(secret))
                    .doesNotContain("S3cret")
                    .doesNotContain(coded.substring(20));
    }

    @Test
    void aSecretThatIsMoreThanALineIsNotSent() {
        world.host(HOST).imaps(imap.secured("IMAP4rev1"));
        assertThat(came(climb("a\"\r\nx DELETE INBOX", IMAP))).containsExactly(Came.NOT_TRIED);
        assertThat(imap.heard()).noneMatch(line -> line.contains("DELETE"));
    }
}
