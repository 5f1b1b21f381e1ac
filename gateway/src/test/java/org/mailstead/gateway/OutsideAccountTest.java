package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.gateway.AppRegistration.Credential;
import org.mailstead.gateway.Trouble.Kind;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.testkit.MovableClock;
import org.mailstead.wire.SelfSigned;

/** Accounts of a server whose mailboxes an app registration opens, or a person who has signed in. */
@Timeout(60)
class OutsideAccountTest {
    private static final String ANN = "ann@contoso.test";
    private static final String BOB = "bob@contoso.test";

    private final MovableClock clock = new MovableClock("2026-11-28T12:00:00Z");
    private final ImitatedTokens tokens = new ImitatedTokens(clock, new Random(7));
    private final ImitatedApp service = new ImitatedApp(tokens, clock);

    @TempDir
    Path folder = Path.of("");

    private ImitatedMail mail;
    private Path secret = Path.of("");

    @BeforeEach
    void open() throws Exception {
        mail = new ImitatedMail(tokens, folder);
        // What Add-MailboxPermission does.
        mail.delegates.put(ANN, Set.of("the app of contoso"));
        mail.delegates.put(BOB, Set.of("the app of contoso"));
        secret = folder.resolve("contoso.secret");
        Files.writeString(secret, service.secret + "\n");
    }

    @AfterEach
    void close() {
        mail.close();
    }

    private Surroundings around(Forms forms) {
        return new Surroundings(forms, mail.outside(), clock, new SecureRandom(), _ -> {});
    }

    private AppTokens app(Credential credential) {
        return new AppTokens(
                new AppRegistration(
                        List.of("contoso.test"),
                        ImitatedApp.ADDRESS,
                        ImitatedApp.CLIENT,
                        credential,
                        AppRegistration.EXCHANGE),
                around(service));
    }

    private OutsideAccount account(String address, AppTokens app) {
        return OutsideAccount.byApp(address, settings(address, Habits.NONE), app, around(service));
    }

    private GatewayAccount settings(String address, Habits habits) {
        return new GatewayAccount(address, mail.servers(address), Optional.empty(), "", habits);
    }

    private static Trouble trouble(OutsideAccount account) {
        try (var session = account.open(Protocol.IMAP)) {
            throw new AssertionError("it opened: " + session.offer());
        } catch (NotNow e) {
            return e.trouble();
        }
    }

    @Test
    void oneTokenOpensTheMailboxesOfAnOrganisation() throws Exception {
        AppTokens app = app(new Credential.Secret(secret));
        for (String each : List.of(ANN, BOB)) {
            OutsideAccount account = account(each, app);
            for (Protocol protocol : Protocol.values()) account.open(protocol).close();
            assertThat(account.trouble()).isEmpty();
            assertThat(account.tokenUntil()).contains(clock.instant().plusSeconds(3599));
        }
        assertThat(service.requests).isEqualTo(1);
        assertThat(mail.signIns).hasValue(6);
        clock.advance(Duration.ofMinutes(55));
        account(ANN, app).open(Protocol.IMAP).close();
        assertThat(service.requests).as("another one before that one ends").isEqualTo(2);
    }

    @Test
    void aProgramIsToldWhatTheProviderCanWithoutWhatBelongsToSigningIn() throws Exception {
        try (var session = account(ANN, app(new Credential.Secret(secret))).open(Protocol.IMAP)) {
            assertThat(session.offer())
                    .contains("IMAP4REV1", "IDLE", "UIDPLUS")
                    .noneMatch(each -> each.startsWith("AUTH="));
            assertThat(session.offer()).doesNotContain("SASL-IR", "STARTTLS");
        }
    }

    @Test
    void aCertificateProvesWhoAsks() throws Exception {
        KeyPair pair = rsa();
        X509Certificate certificate = certificate(pair);
        Path pem = write("app.pem", "CERTIFICATE", certificate.getEncoded());
        Path key = write("app.key", "PRIVATE KEY", pair.getPrivate().getEncoded());
        service.certificate = Optional.of(certificate);
        AppTokens app = app(new Credential.Certificate(pem, key));
        account(ANN, app).open(Protocol.IMAP).close();
        clock.advance(Duration.ofHours(1));
        account(ANN, app).open(Protocol.IMAP).close();
        assertThat(service.requests).isEqualTo(2);
        // The provider knows another one.
        service.certificate = Optional.of(certificate(rsa()));
        clock.advance(Duration.ofHours(1));
        assertThat(trouble(account(ANN, app)).kind()).isEqualTo(Kind.REGISTRATION);
    }

    @Test
    void aKeyThatProvidersDoNotTakeIsSaidBeforeTheyAreAsked() throws Exception {
        SelfSigned.write(folder.resolve("ec.pem"), folder.resolve("ec.key"), List.of("app"), clock);
        Trouble trouble = trouble(
                account(ANN, app(new Credential.Certificate(folder.resolve("ec.pem"), folder.resolve("ec.key")))));
        assertThat(trouble.kind()).isEqualTo(Kind.VAULT);
        assertThat(trouble.words()).contains("RSA keys only");
        assertThat(service.requests).isZero();
    }

    @Test
    void aSecretThatIsWrongIsNotShownAgainUntilAnotherIsThere() throws Exception {
        Files.writeString(secret, "the one of last year");
        OutsideAccount account = account(ANN, app(new Credential.Secret(secret)));
        for (int i = 0; i < 10; i++) {
            Trouble trouble = trouble(account);
            assertThat(trouble.kind()).isEqualTo(Kind.REGISTRATION);
            assertThat(trouble.words())
                    .contains("[[app-registration]]", "AADSTS7000215")
                    .doesNotContain("gateway add");
        }
        assertThat(service.requests).isEqualTo(1);
        Files.writeString(secret, service.secret);
        account.open(Protocol.IMAP).close();
        assertThat(account.trouble()).isEmpty();
    }

    @Test
    void aSecretThatIsNotThereIsNamed() throws Exception {
        Files.delete(secret);
        OutsideAccount account = account(ANN, app(new Credential.Secret(secret)));
        assertThat(trouble(account).words()).contains(secret.toString(), "cannot be read");
        Files.writeString(secret, "\n");
        assertThat(trouble(account).words()).contains("is empty");
        assertThat(service.requests).isZero();
    }

    @Test
    void whatTheTokenServiceRefusesHasARemedy() {
        OutsideAccount account = account(ANN, app(new Credential.Secret(secret)));
        service.instead =
                Optional.of(ImitatedApp.refusal("invalid_request", "AADSTS90002: Tenant 'contosso' not found"));
        assertThat(trouble(account).words()).contains("tenant", "AADSTS90002");
        assertThat(trouble(account).kind()).isEqualTo(Kind.REGISTRATION);
        clock.advance(Duration.ofHours(1));
        service.instead = Optional.of(ImitatedApp.refusal("unauthorized_client", "AADSTS65001: no consent"));
        assertThat(trouble(account).kind()).isEqualTo(Kind.CONSENT);
        assertThat(trouble(account).words()).contains("admin consent");
        clock.advance(Duration.ofHours(1));
        service.instead = Optional.of(new Forms.Answer(200, "<html>".getBytes(StandardCharsets.UTF_8)));
        assertThat(trouble(account).kind()).isEqualTo(Kind.PROVIDER);
        clock.advance(Duration.ofHours(1));
        service.down = true;
        assertThat(trouble(account).kind()).isEqualTo(Kind.PROVIDER);
    }

    @Test
    void aMailboxThatTheAppMayNotOpenNeedsAnAdministrator() {
        mail.delegates.remove(ANN);
        AppTokens app = app(new Credential.Secret(secret));
        Trouble trouble = trouble(account(ANN, app));
        assertThat(trouble.kind()).isEqualTo(Kind.OTHER_MAILBOX);
        assertThat(trouble.words()).contains("Add-MailboxPermission", "New-ServicePrincipal");
        assertThat(app.trouble()).as("others of the organisation go on").isEmpty();
        assertThat(account(BOB, app).look()).isEmpty();
    }

    @Test
    void aTokenForAnotherTenantIsNoMatterOfThePassword() {
        service.principal = "the app of fabrikam";
        mail.refusals.add("NO AUTHENTICATE failed.");
        mail.refusals.add("NO AUTHENTICATE failed.");
        Trouble trouble = trouble(account(ANN, app(new Credential.Secret(secret))));
        assertThat(trouble.kind()).isEqualTo(Kind.REFUSED);
        assertThat(trouble.words()).contains("IMAP.AccessAsApp", "tenant");
        assertThat(service.requests).as("a fresh one was tried, once").isEqualTo(2);
    }

    @Test
    void aMailboxThatIsRefusedDoesNotTakeTheTokenFromOthers() throws Exception {
        AppTokens app = app(new Credential.Secret(secret));
        account(BOB, app).open(Protocol.IMAP).close();
        service.down = true;
        mail.refusals.add("NO AUTHENTICATE failed.");
        assertThat(trouble(account(ANN, app)).kind()).isEqualTo(Kind.REFUSED);
        account(BOB, app).open(Protocol.IMAP).close();
        service.down = false;
        clock.advance(Duration.ofMinutes(10));
        service.instead = Optional.of(ImitatedApp.refusal("invalid_client", "AADSTS7000222: expired"));
        mail.refusals.add("NO AUTHENTICATE failed.");
        assertThat(trouble(account(ANN, app)).kind()).isEqualTo(Kind.REGISTRATION);
        account(BOB, app).open(Protocol.IMAP).close();
    }

    @Test
    void onlySoManySendAtOnceAndOthersWait() throws Exception {
        Habits three = Habits.NONE.with("sending", "3");
        OutsideAccount account =
                OutsideAccount.byApp(ANN, settings(ANN, three), app(new Credential.Secret(secret)), around(service));
        var open = new ArrayList<OutsideAccount.Session>();
        for (int i = 0; i < 3; i++) open.add(account.open(Protocol.SMTP));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var fourth = threads.submit(() -> account.open(Protocol.SMTP));
            account.open(Protocol.IMAP).close();
            open.removeFirst().close();
            fourth.get().close();
        }
        for (var each : open) each.close();
        assertThat(mail.mostOpen.get()).isLessThanOrEqualTo(4);
    }

    @Test
    void aPersonWhoSignedInIsAskedToDoItAgainOnThisServer() throws Exception {
        var kept = new InMemory(
                new Secrets(Secrets.Kind.REFRESH_TOKEN, tokens.grant(ANN), "", ANN, clock.instant(), clock.instant()));
        var settings = new GatewayAccount(
                ANN,
                mail.servers(ANN),
                Optional.of(ImitatedProvider.oauth("https://login.imitated.test")),
                ImitatedTokens.CLIENT,
                Habits.NONE);
        var account = OutsideAccount.signedIn("ann@here.test", settings, kept, around(tokens));
        account.signedIn(kept.read().since());
        account.open(Protocol.IMAP).close();
        clock.advance(Duration.ofDays(6));
        account.keepAlive(Duration.ofDays(5));
        assertThat(tokens.refreshed).isEqualTo(2);
        tokens.passwordChanged(ANN);
        clock.advance(Duration.ofHours(2));
        Trouble trouble = trouble(account);
        assertThat(trouble.kind()).isEqualTo(Kind.SIGN_IN_AGAIN);
        assertThat(trouble.words()).contains("mailstead account back ann@here.test", "AADSTS50173");
        assertThat(account.trouble()).contains(trouble);
    }

    @Test
    void aMailServerThatIsSomebodyElseHearsNothing() {
        var wrong = new Surroundings(service, mail.distrusting(), clock, new SecureRandom(), _ -> {});
        var account = OutsideAccount.byApp(ANN, settings(ANN, Habits.NONE), app(new Credential.Secret(secret)), wrong);
        assertThatThrownBy(() -> account.open(Protocol.IMAP))
                .isInstanceOf(NotNow.class)
                .hasMessageContaining("does not prove who it is");
        assertThat(mail.signIns).hasValue(0);
    }

    private static final class InMemory implements Kept {
        private Secrets secrets;

        InMemory(Secrets secrets) {
            this.secrets = secrets;
        }

        @Override
        public Secrets read() {
            return secrets;
        }

        @Override
        public void write(Secrets changed) {
            secrets = changed;
        }
    }

    private static KeyPair rsa() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private X509Certificate certificate(KeyPair pair) throws Exception {
        var name = new X500Name("CN=mailstead");
        Date from = Date.from(clock.instant().minusSeconds(60));
        Date until = Date.from(clock.instant().plus(Duration.ofDays(300)));
        var made = new JcaX509v3CertificateBuilder(name, BigInteger.ONE, from, until, name, pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()));
        return new JcaX509CertificateConverter().getCertificate(made);
    }

    private Path write(String name, String kind, byte[] bytes) throws Exception {
        String text = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + kind + "-----\n";
        return Files.writeString(folder.resolve(name), text);
    }
}
