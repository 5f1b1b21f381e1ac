package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.gateway.Town.Program;
import org.mailstead.settings.MailServer.Protocol;

/** Somebody can write the file of an account, and wants its tokens. */
@Timeout(60)
class BindingTest {
    @TempDir
    Path path;

    @SuppressWarnings("NullAway.Init")
    private Town town;

    @BeforeEach
    void open() throws Exception {
        town = new Town(path);
        assertThat(heard(Protocol.IMAP)).startsWith("a OK ");
    }

    @AfterEach
    void close() {
        town.close();
    }

    private String heard(Protocol protocol) throws Exception {
        try (Program program = town.program(protocol)) {
            program.line();
            return program.ask("a LOGIN ann " + town.password, "a ").getLast();
        }
    }

    private Path file() {
        return town.folder.path().resolve("ann@contoso.test.account");
    }

    private String boundTo() throws Exception {
        var vault = town.folder.vault(Town.ANN);
        return vault.secrets(vault.open(town.password).orElseThrow().key()).bound();
    }

    /** The town was set up as before there were bindings. */
    @Test
    void whatWasKeptBeforeIsBoundWhenItIsReadFirst() throws Exception {
        assertThat(boundTo())
                .isEqualTo(AccountFile.binding(town.folder.accounts().getFirst()));
        assertThat(heard(Protocol.IMAP)).startsWith("a OK ");
    }

    @ParameterizedTest
    @CsvSource({
        "mail.imitated.test, thief.imitated.test",
        "login.imitated.test/token, thief.imitated.test/token",
        "login.imitated.test/authorize, thief.imitated.test/authorize",
        "STARTTLS, NONE",
        "TLS ann@contoso.test, TLS eve@contoso.test"
    })
    void changedFileIsRefusedAndNothingIsSent(String from, String to) throws Exception {
        String written = Files.readString(file());
        String changed = written.replace(from, to);
        assertThat(changed).isNotEqualTo(written);
        Files.writeString(file(), changed);
        int signIns = town.mail.signIns.get();
        int asked = town.tokens.requests;
        for (int i = 0; i < 2; i++)
            assertThat(heard(Protocol.IMAP))
                    .startsWith("a NO [UNAVAILABLE] The file of the account ann@contoso.test was changed")
                    .contains("Nothing was sent");
        assertThat(town.gateway.status().getFirst().trouble().orElseThrow().kind())
                .isEqualTo(Trouble.Kind.TAMPERED);
        assertThat(town.mail.signIns.get()).isEqualTo(signIns);
        assertThat(town.tokens.requests).isEqualTo(asked);
        Files.writeString(file(), written);
        assertThat(heard(Protocol.IMAP)).startsWith("a OK ");
    }

    /** It says what is known of the provider, and nothing goes there. */
    @Test
    void habitsMayChange() throws Exception {
        String written = Files.readString(file());
        Files.writeString(file(), written.replaceFirst(",\"habits\\.keeps-sent\":\"[^\"]*\"", ""));
        assertThat(Files.readString(file())).isNotEqualTo(written);
        assertThat(heard(Protocol.IMAP)).startsWith("a OK ");
    }

    /** The file does not say whether it was there before: the order of members, and those that are empty, count for nothing. */
    @Test
    void whatWasWrittenIsReadWithTheSameBinding() throws Exception {
        var account = town.folder.accounts().getFirst();
        assertThat(AccountFile.binding(account)).matches("1:[A-Za-z0-9_-]{43}");
        var read = AccountFile.read(AccountFile.write(account)).orElseThrow();
        assertThat(AccountFile.binding(read)).isEqualTo(AccountFile.binding(account));
        var bare = new GatewayAccount(
                Town.ANN,
                account.servers().reversed(),
                account.oauth()
                        .map(oauth -> new org.mailstead.settings.Provider.OAuth(
                                oauth.authorize(),
                                oauth.token(),
                                oauth.device(),
                                java.util.Map.of(Protocol.IMAP, java.util.List.of()),
                                oauth.registration())),
                "",
                Habits.NONE);
        var bareRead = AccountFile.read(AccountFile.write(bare)).orElseThrow();
        assertThat(AccountFile.binding(bareRead)).isEqualTo(AccountFile.binding(bare));
        assertThat(AccountFile.binding(bare)).isNotEqualTo(AccountFile.binding(account));
    }
}
