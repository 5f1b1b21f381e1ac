package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.backing.BackedAccounts;
import org.mailstead.backing.Backing;
import org.mailstead.directory.Account;
import org.mailstead.directory.MailAddress;
import org.mailstead.server.config.MailPort;
import org.mailstead.store.MemoryStore;

/** Ann signs in here, and has her mailbox at another server. */
@Timeout(60)
class BackedAccountTest {
    private static final String ANN = "ann@example.test";
    private static final byte[] MESSAGE =
            "From: ann@example.test\r\nTo: bob@example.test\r\nSubject: outside\r\n\r\nhello\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder = Path.of("");

    private OutsideServer outside;
    private TestServer here;
    private Account ann;
    private BackedAccounts kept;

    @BeforeEach
    void start() throws IOException {
        outside = new OutsideServer(folder.resolve("outside"));
        TestServer.makeCertificate(folder);
        var open = TestServer.people(new MemoryStore(TestServer.CLOCK));
        ann = open.directory().account(MailAddress.parse(ANN).orElseThrow()).orElseThrow();
        open.directory().changePassword(ann.address(), "only-here");
        here = TestServer.start(open, TestServer.usual(folder, 100).with(outside.known()));
        kept = new BackedAccounts(open.directory(), folder, new Random(9));
        kept.put(ann, new Backing(outside.mailbox(), Optional.empty()));
        try (var sender = Smtp.connect(outside.mail().port(MailPort.SMTP))) {
            assertThat(sender.send(
                            List.of(ANN), "Subject: for ann\r\n\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII)))
                    .startsWith("250 ");
        }
    }

    @AfterEach
    void stop() {
        here.close();
        outside.close();
    }

    private static String plain(String password) {
        return Base64.getEncoder().encodeToString(("\0" + ANN + "\0" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** The lines of a sign-in over IMAP, up to the one with the tag. */
    private List<String> imap(String command) throws IOException {
        try (var client = Client.connectTls(here.port(MailPort.IMAPS))) {
            client.line();
            client.send("a " + command + "\r\n");
            var lines = new ArrayList<String>();
            do lines.add(client.line().orElseThrow());
            while (!lines.getLast().startsWith("a "));
            return lines;
        }
    }

    private List<String> verdicts() {
        here.directory().history().flush();
        return here.directory().history().of(ann.id()).stream()
                .map(each -> each.verdict())
                .toList();
    }

    @Test
    void programsReachTheMailboxByAllProtocols() throws Exception {
        try (var imap = Imap.signIn(Client.connectTls(here.port(MailPort.IMAPS)), ANN, "only-here")) {
            assertThat(imap.run("SELECT INBOX")).contains("* 1 EXISTS");
            assertThat(imap.run("FETCH 1 BODY.PEEK[HEADER.FIELDS (SUBJECT)]").getFirst())
                    .contains("Subject: for ann");
        }
        try (var pop3 = Pop3.signIn(here.port(MailPort.POP3), ANN, "only-here")) {
            assertThat(pop3.retrieve(1)).contains("Subject: for ann");
        }
        try (var smtp = Smtp.signIn(here.port(MailPort.SUBMISSION), ANN, "only-here")) {
            assertThat(smtp.send(ANN, List.of("bob@example.test"), MESSAGE)).startsWith("250 ");
        }
        try (var bob =
                Imap.signIn(Client.connectTls(outside.mail().port(MailPort.IMAPS)), "bob@example.test", "bob-secret")) {
            assertThat(bob.run("SELECT INBOX")).contains("* 1 EXISTS");
        }
        try (var bob = Imap.signIn(Client.connectTls(here.port(MailPort.IMAPS)), "bob@example.test", "bob-secret")) {
            assertThat(bob.run("SELECT INBOX")).as("nothing was sent from here").contains("* 0 EXISTS");
        }
        assertThat(outside.requests).as("one token for all").hasValue(1);
        assertThat(verdicts()).containsOnly("ok");
    }

    @Test
    void capabilitiesAreThoseOfTheMailboxAfterTheSignIn() throws Exception {
        String answer = imap("AUTHENTICATE PLAIN " + plain("only-here")).getLast();
        assertThat(answer)
                .startsWith("a OK [CAPABILITY IMAP4REV1 ")
                .contains(" IDLE")
                .doesNotContain(" AUTH=", "SASL-IR");
    }

    @Test
    void onlyPasswordsOfThisServerOpenIt() throws Exception {
        for (String wrong : List.of("ann-secret", "something"))
            assertThat(imap("LOGIN " + ANN + " " + wrong).getLast()).startsWith("a NO [AUTHENTICATIONFAILED]");
        assertThat(outside.requests).as("the provider is not asked").hasValue(0);
        var programs = here.directory().appPasswords();
        String made = programs.make(
                        ann.address(), "old program", org.mailstead.directory.AppPasswords.reading(), Optional.empty())
                .secret();
        assertThat(imap("LOGIN " + ANN + " \"" + made + "\"").getLast()).startsWith("a OK ");
        try (var client = Client.connectTls(here.port(MailPort.SUBMISSIONS))) {
            client.line();
            client.send("EHLO client.test\r\n");
            while (!client.line().orElseThrow().startsWith("250 ")) {}
            client.send("AUTH PLAIN "
                    + Base64.getEncoder().encodeToString(("\0" + ANN + "\0" + made).getBytes(StandardCharsets.UTF_8))
                    + "\r\n");
            assertThat(client.line().orElseThrow()).as("made for reading").startsWith("535 ");
        }
    }

    @Test
    void whatIsTheMatterAtTheProviderIsNoMatterOfThePassword() throws Exception {
        outside.refusal =
                "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000222: The provided client secret keys"
                        + " are expired.\"}";
        List<String> lines = imap("LOGIN " + ANN + " only-here");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("* NO [ALERT] The provider does not accept the app registration");
        assertThat(lines.get(1)).startsWith("a NO [UNAVAILABLE] ").contains("AADSTS7000222");
        try (var client = Client.connect(here.port(MailPort.POP3))) {
            client.line();
            client.send("USER " + ANN + "\r\nPASS only-here\r\n");
            client.line();
            assertThat(client.line().orElseThrow()).startsWith("-ERR [SYS/TEMP] The provider does not accept");
        }
        try (var client = Client.connectTls(here.port(MailPort.SUBMISSIONS))) {
            client.line();
            client.send("EHLO client.test\r\n");
            while (!client.line().orElseThrow().startsWith("250 ")) {}
            client.send("AUTH PLAIN " + plain("only-here") + "\r\n");
            assertThat(client.line().orElseThrow()).startsWith("454 4.7.0 The provider does not accept");
        }
        assertThat(outside.requests).as("not again with each program").hasValue(1);
        assertThat(verdicts()).as("the password was right").containsOnly("ok");
    }

    @Test
    void aMailServerThatIsDownIsSaidToBe() throws Exception {
        outside.mail().stopOnly();
        assertThat(imap("LOGIN " + ANN + " only-here").getLast())
                .startsWith("a NO [UNAVAILABLE] ")
                .contains("cannot be reached");
    }

    @Test
    void aSessionEndsWhenTheProviderEndsIt() throws Exception {
        try (var client = Client.connectTls(here.port(MailPort.IMAPS))) {
            client.line();
            client.send("a LOGIN " + ANN + " only-here\r\nb IDLE\r\n");
            String line = client.line().orElseThrow();
            while (!line.startsWith("+")) line = client.line().orElseThrow();
            outside.mail().stopOnly();
            assertThat(client.line().orElseThrow()).startsWith("* BYE ");
            assertThat(client.line()).isEmpty();
        }
    }

    @Test
    void theServerEndsThoughSessionsGoOnElsewhere() throws Exception {
        try (var client = Client.connectTls(here.port(MailPort.IMAPS))) {
            client.line();
            client.send("a LOGIN " + ANN + " only-here\r\nb IDLE\r\n");
            String line = client.line().orElseThrow();
            while (!line.startsWith("+")) line = client.line().orElseThrow();
            here.stopOnly();
            while (client.line().isPresent()) {}
        }
    }

    @Test
    void whatWasTamperedWithIsSaidToBe() throws Exception {
        here.directory().backings().put(ann.address(), new byte[] {1, 2, 3});
        assertThat(imap("LOGIN " + ANN + " only-here").getLast())
                .startsWith("a NO [UNAVAILABLE] ")
                .contains("damaged");
    }

    @Test
    void mailForTheAccountIsNotTakenHere() throws Exception {
        try (var sender = Smtp.connect(here.port(MailPort.SMTP))) {
            assertThat(sender.send(List.of(ANN), MESSAGE)).startsWith("550 5.1.6 this mailbox is at another provider");
        }
        try (var sender = Smtp.connect(here.port(MailPort.SMTP))) {
            assertThat(sender.send(List.of("bob@example.test"), MESSAGE)).startsWith("250 ");
        }
    }

    @Test
    void theMailboxIsHereAgainWhenThatIsTakenBack() throws Exception {
        assertThat(kept.remove(ann)).isTrue();
        try (var imap = Imap.signIn(Client.connectTls(here.port(MailPort.IMAPS)), ANN, "only-here")) {
            assertThat(imap.run("SELECT INBOX")).contains("* 0 EXISTS");
        }
        assertThat(outside.requests).hasValue(0);
        try (var sender = Smtp.connect(here.port(MailPort.SMTP))) {
            assertThat(sender.send(List.of(ANN), MESSAGE)).startsWith("250 ");
        }
    }
}
