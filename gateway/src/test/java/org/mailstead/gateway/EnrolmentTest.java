package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.gateway.Enrolment.Enrolled;
import org.mailstead.gateway.Enrolment.NewPassword;
import org.mailstead.gateway.Town.Program;
import org.mailstead.settings.MailServer.Protocol;

/** From an address to programs that read its mail, with a browser that goes where it is sent. */
@Timeout(60)
class EnrolmentTest {
    private static final String BOB = "bob@contoso.test";
    private static final Habits HABITS = Habits.USUAL
            .with("keeps-sent", "on")
            .with("reading", "15")
            .with("sending", "3")
            .with("message-bytes", "36700160");

    @TempDir
    Path path;

    @SuppressWarnings("NullAway.Init")
    private Town town;

    @SuppressWarnings("NullAway.Init")
    private ImitatedProvider provider;

    @BeforeEach
    void open() throws Exception {
        town = new Town(path);
        provider = new ImitatedProvider(town.tokens);
        provider.person = BOB;
    }

    @AfterEach
    void close() {
        provider.close();
        town.close();
    }

    private Enrolment enrolment() {
        var around = new Surroundings(
                new HttpsForms(Optional.empty()),
                town.around.outside(),
                town.clock,
                town.around.random(),
                town.clock::advance);
        var account = new GatewayAccount(
                BOB, town.mail.servers(BOB), Optional.of(provider.oauth()), ImitatedProvider.CLIENT, HABITS);
        return new Enrolment(town.folder, around, account, new Registration(ImitatedProvider.CLIENT, ""), "Apple Mail");
    }

    private Enrolled byBrowser() throws Exception {
        try (var browser = enrolment().byBrowser(0)) {
            ImitatedProvider.browse(browser.page());
            return browser.await(Duration.ofSeconds(20));
        }
    }

    private String asked(String password) throws Exception {
        try (Program program = town.program(Protocol.IMAP)) {
            program.line();
            return program.ask("a LOGIN " + BOB + " " + password, "a ").getLast();
        }
    }

    @Test
    void browserThenPasswordThenMail() throws Exception {
        NewPassword password = byBrowser().password().orElseThrow();
        assertThat(password.program()).isEqualTo("Apple Mail");
        assertThat(password.toString()).doesNotContain(password.text());
        assertThat(asked(password.text())).startsWith("a OK ");
        assertThat(town.folder.account(BOB)).hasValueSatisfying(account -> {
            assertThat(account.habits()).isEqualTo(HABITS);
            assertThat(account.servers()).isEqualTo(town.mail.servers(BOB));
            assertThat(account.oauth()).contains(provider.oauth());
        });
        assertThat(town.gateway.status()).extracting(Gateway.Status::address).containsExactly(Town.ANN, BOB);
    }

    @Test
    void furtherProgramsHavePasswordsOfTheirOwnAndOneSignIn() throws Exception {
        String first = byBrowser().password().orElseThrow().text();
        String second =
                Enrolment.password(town.folder, town.around, BOB, first, "mutt").text();
        assertThat(asked(second)).startsWith("a OK");
        assertThat(asked(first)).startsWith("a OK");
        assertThat(Enrolment.programs(town.folder, BOB)).containsExactly("Apple Mail", "mutt");
        assertThat(town.tokens.authorized).isEqualTo(2);
        assertThatThrownBy(() -> Enrolment.password(town.folder, town.around, BOB, "wrong", "pine"))
                .isInstanceOf(NotNow.class)
                .hasMessageContaining("is not a password that the gateway has made for bob@contoso.test");
        assertThat(Enrolment.revoke(town.folder, BOB, "Apple Mail")).isTrue();
        assertThat(asked(first)).startsWith("a NO [AUTHENTICATIONFAILED]");
        assertThat(asked(second)).startsWith("a OK");
    }

    @Test
    void whoSignsInAgainKeepsAllPasswords() throws Exception {
        String password = byBrowser().password().orElseThrow().text();
        assertThat(asked(password)).startsWith("a OK");
        town.tokens.passwordChanged(BOB);
        town.clock.advance(Duration.ofHours(2));
        assertThat(asked(password)).contains("sign in again: mailstead gateway add bob@contoso.test");
        assertThat(byBrowser().password()).isEmpty();
        assertThat(asked(password)).startsWith("a OK");
    }

    /** The browser has somebody else signed in, and does not ask. */
    @Test
    void signInOfSomebodyElseIsNotTaken() throws Exception {
        provider.person = "carol@contoso.test";
        assertThatThrownBy(this::byBrowser)
                .isInstanceOf(NotNow.class)
                .hasMessageContaining("You signed in as carol@contoso.test, but the mailbox is bob@contoso.test")
                .satisfies(e -> assertThat(((NotNow) e).trouble().kind()).isEqualTo(Trouble.Kind.OTHER_MAILBOX));
        assertThat(town.folder.account(BOB)).isEmpty();
        assertThat(Files.exists(town.folder.path().resolve("bob@contoso.test.vault")))
                .isFalse();
        // A shared mailbox: carol may.
        town.mail.delegates.put(BOB, Set.of("carol@contoso.test"));
        assertThat(asked(byBrowser().password().orElseThrow().text())).startsWith("a OK");
    }

    @Test
    void mailboxThatDoesNotOpenIsNotTaken() throws Exception {
        try (var browser = enrolment().byBrowser(0)) {
            ImitatedProvider.browse(browser.page());
            town.mail.refusals.add("NO [UNAVAILABLE] Temporary error");
            assertThatThrownBy(() -> browser.await(Duration.ofSeconds(20))).hasMessageContaining("cannot serve");
        }
        assertThat(town.folder.account(BOB)).isEmpty();
    }

    /** Microsoft wants sending switched on for each mailbox; until somebody has done it, one can read. */
    @Test
    void mailboxThatMayNotSendIsTakenAndSaidToBeSo() throws Exception {
        town.mail.sendingRefused =
                "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.";
        Enrolled enrolled = byBrowser();
        assertThat(enrolled.sending()).hasValueSatisfying(trouble -> {
            assertThat(trouble.kind()).isEqualTo(Trouble.Kind.SENDING_OFF);
            assertThat(trouble.words()).contains("Ask the administrators to switch on \"Authenticated SMTP\"");
        });
        assertThat(asked(enrolled.password().orElseThrow().text())).startsWith("a OK");
        town.mail.sendingRefused = "";
        town.mail.commands.clear();
        assertThat(byBrowser().sending()).isEmpty();
        assertThat(town.mail.commands)
                .filteredOn(line -> line.startsWith("EHLO") || line.startsWith("QUIT") || line.startsWith("MAIL"))
                .containsExactly("EHLO [127.0.0.1]", "EHLO [127.0.0.1]", "QUIT");
    }

    @Test
    void codeOnMachineWithoutScreen() throws Exception {
        var device = enrolment().byCode();
        assertThat(device.code()).isEqualTo("CODE0");
        assertThat(device.page()).hasToString("https://login.imitated.test/device");
        town.tokens.approve(device.code(), BOB);
        assertThat(asked(device.await().password().orElseThrow().text())).startsWith("a OK");
    }

    @Test
    void vaultThatIsBrokenIsMadeAnewBySigningIn() throws Exception {
        String old = byBrowser().password().orElseThrow().text();
        Files.writeString(town.folder.path().resolve("bob@contoso.test.vault"), "broken");
        assertThat(asked(old)).contains("[UNAVAILABLE]").contains("is no vault");
        String password = byBrowser().password().orElseThrow().text();
        assertThat(asked(password)).startsWith("a OK");
        assertThat(asked(old)).startsWith("a NO [AUTHENTICATIONFAILED]");
    }

    @Test
    void accountThatIsRemovedIsGoneWithAllThatWasKept() throws Exception {
        String password = byBrowser().password().orElseThrow().text();
        assertThat(town.folder.remove(BOB)).isTrue();
        assertThat(town.folder.remove(BOB)).isFalse();
        assertThat(asked(password)).startsWith("a NO [AUTHENTICATIONFAILED]");
        assertThat(List.of(town.folder.path().toFile().list())).noneMatch(name -> name.startsWith("bob"));
    }
}
