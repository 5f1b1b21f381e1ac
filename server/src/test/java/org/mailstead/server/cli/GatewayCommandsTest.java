package org.mailstead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.gateway.GatewayAccount;
import org.mailstead.gateway.GatewayFolder;
import org.mailstead.gateway.Habits;
import org.mailstead.gateway.KeyCost;
import org.mailstead.settings.ProviderTable;

/** What the commands of the gateway say before anybody is asked on the network. */
class GatewayCommandsTest {
    @TempDir
    Path folder;

    private TestTerminal terminal = new TestTerminal(Path.of(""));

    @BeforeEach
    void there() {
        terminal = new TestTerminal(folder);
    }

    private TestTerminal.Outcome run(String command, String... more) {
        var line = new java.util.ArrayList<String>();
        line.add("gateway");
        line.add(command);
        line.add("--folder=gw");
        line.addAll(java.util.List.of(more));
        return terminal.run(line.toArray(String[]::new));
    }

    @Test
    void whoHasNoRegistrationIsToldToMakeOne() {
        var outcome = run("add", "ann@contoso.onmicrosoft.com");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("Microsoft 365 wants to know the program that asks", "--client-id ID", "docs/gateway.md")
                .doesNotContain("--app-password");
        // Google still takes passwords that it makes for programs.
        assertThat(run("add", "ann@gmail.com").err()).contains("--client-id ID", "--app-password");
    }

    @Test
    void passwordIsNotSentToWhoTakesNone() {
        assertThat(run("add", "ann@contoso.onmicrosoft.com", "--app-password").err())
                .contains("Microsoft 365 takes no passwords from programs");
    }

    @Test
    void serversInTheOpenAreNotTaken() {
        for (String server :
                new String[] {"imap=imap.example.org:143:none", "imap=imap.example.org:993", "ftp=x:1:tls"})
            assertThat(run("add", "ann@example.org", "--server", server).err())
                    .contains("is to be like imap=imap.example.org:993:tls");
        assertThat(run("add", "ann@example.org", "--server", "imap=x.test:993:tls", "--oauth", "token=https://x.test/t")
                        .err())
                .contains("--oauth authorize=URL is missing");
    }

    @Test
    void accountThatCannotBeReachedIsNotKept() {
        // Port 1 of this machine: nobody listens there.
        var outcome = terminal.runWithInput(
                "secret\n",
                "gateway",
                "add",
                "--folder=gw",
                "ann@example.org",
                "--password-stdin",
                "--server",
                "imap=127.0.0.1:1:tls");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err()).contains("cannot be reached").doesNotContain("secret");
        assertThat(run("list").out()).contains("No accounts");
    }

    @Test
    void habitsAreSwitchedAccountByAccount() throws Exception {
        var known = ProviderTable.builtIn().byId("microsoft-365").orElseThrow();
        var servers = known.settings("ann@contoso.onmicrosoft.com", "").servers();
        new GatewayFolder(folder.resolve("gw"), KeyCost.CHEAP, new Random(1))
                .write(new GatewayAccount(
                        "ann@contoso.org", servers.subList(0, 1), Optional.empty(), "", Habits.of(known)));
        assertThat(run("habits", "ann@contoso.org").out().lines())
                .containsExactly(
                        "keeps-sent          on",
                        "wants-id            off",
                        "offers-sign-in      on",
                        "reading             off",
                        "sending             3",
                        "per-minute          30",
                        "recipients-per-day  10000",
                        "message-bytes       157286400");
        assertThat(run("habits", "ann@contoso.org", "keeps-sent=off", "message-bytes=35000000")
                        .out())
                .contains("keeps-sent          off", "message-bytes       35000000");
        assertThat(run("habits", "ann@contoso.org", "--json").out())
                .contains("\"keeps-sent\":\"off\"", "\"sending\":\"3\"");
        assertThat(run("habits", "ann@contoso.org", "sending=0").err())
                .contains("sending is a number above 0 or off, not \"0\"");
        assertThat(run("habits", "ann@contoso.org", "colour=blue").err())
                .contains("There is no habit \"colour\". There are: keeps-sent, ");
        assertThat(run("habits", "bob@contoso.org").err()).contains("has no account bob@contoso.org");
    }

    @Test
    void whatIsNotThereIsSaidSo() {
        assertThat(run("list").out()).contains("No accounts. Add one: mailstead gateway add --folder gw ADDRESS");
        assertThat(run("remove", "ann@example.org").err()).contains("has no account ann@example.org");
        assertThat(run("password", "ann@example.org", "mutt").err()).contains("has no account ann@example.org");
        assertThat(run("settings", "ann@example.org").err()).contains("has no account ann@example.org");
        var status = run("status");
        assertThat(status.exit()).isEqualTo(1);
        assertThat(status.out()).contains("The gateway does not run. Start it: mailstead gateway run --folder gw");
        assertThat(run("run", "--imap", "0", "--pop3", "0", "--smtp", "0").err())
                .contains("nothing to run");
        assertThat(run("run", "--listen", "nowhere").err()).contains("is no address");
    }
}
