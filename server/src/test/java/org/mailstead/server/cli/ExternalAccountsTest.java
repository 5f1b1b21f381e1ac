package org.mailstead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts whose password a directory elsewhere knows. */
class ExternalAccountsTest {
    @TempDir
    private Path folder;

    private TestTerminal terminal;

    @BeforeEach
    void begin() {
        terminal = new TestTerminal(folder);
        assertThat(terminal.run("init", "example.org").exit()).isZero();
    }

    @Test
    void areMadeWithoutPassword() {
        assertThat(terminal.run("account", "add", "ann@example.org", "--external")
                        .out())
                .isEqualTo("Added the account ann@example.org. Its password is the one in the LDAP directory.\n");
        assertThat(terminal.runWithInput(
                                "long enough\n", "account", "add", "bob@example.org", "--external", "--password-stdin")
                        .err())
                .isEqualTo("An account with --external has no password here. Leave the other option out.\n");
        assertThat(terminal.run("account", "list").out()).isEqualTo("ann@example.org\n");
    }

    @Test
    void getOneHereIfThatIsMeant() {
        terminal.run("account", "add", "ann@example.org", "--external");
        assertThat(terminal.run("account", "password", "ann@example.org").err())
                .isEqualTo(
                        "The password of ann@example.org is in the LDAP directory, and is changed there. To give the account one"
                                + " here in its place: mailstead account password ann@example.org --here\n");
        assertThat(terminal.run("account", "password", "ann@example.org", "--here")
                        .out())
                .startsWith("Changed the password of ann@example.org.\nPassword: ");
        assertThat(terminal.run("account", "password", "ann@example.org").exit())
                .isZero();
        assertThat(terminal.run("account", "password", "ann@example.org", "--external")
                        .out())
                .isEqualTo("The password of ann@example.org is the one in the LDAP directory from now on.\n");
        assertThat(terminal.run("account", "password", "ann@example.org").exit())
                .isEqualTo(1);
        assertThat(terminal.run("account", "password", "ann@example.org", "--external", "--here")
                        .err())
                .startsWith("With --external the account has no password here.");
        assertThat(terminal.run("account", "password", "eve@example.org", "--external")
                        .err())
                .startsWith("There is no account eve@example.org.");
    }

    @Test
    void ldapCheckSaysWhatIsMissing() {
        assertThat(terminal.run("ldap", "check", "ann@example.org").err())
                .isEqualTo(
                        "The configuration names no LDAP directory. It needs at least ldap.domains, ldap.servers and ldap.base.\n");
    }
}
