package org.mailstead.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.server.cli.TestTerminal.Outcome;

class CommandLineTest {
    @TempDir
    Path folder = Path.of("");

    private TestTerminal terminal = new TestTerminal(Path.of(""));

    @BeforeEach
    void setUp() {
        terminal = new TestTerminal(folder);
    }

    private void init() {
        assertThat(terminal.run("init", "example.org").err()).isEmpty();
    }

    @Test
    void initMakesEverythingAServerNeeds() throws Exception {
        var outcome = terminal.run("init", "example.org");
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out())
                .contains("Wrote " + folder.resolve("mailstead.toml"))
                .contains("mailstead account add ann@example.org")
                .contains("mailstead dns records example.org");
        Path data = folder.resolve("mailstead-data");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("tls/key.pem"))))
                .isEqualTo("rw-------");
        assertThat(data.resolve("tls/certificate.pem")).exists();
        assertThat(terminal.run("domain", "list").out()).isEqualTo("example.org\n");
    }

    @Test
    void initLeavesWhatIsThere() {
        init();
        assertThat(terminal.run("init", "example.org"))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        folder.resolve("mailstead.toml")
                                + " is there already, so nothing was changed. To begin anew, move it away first.\n"));
    }

    @Test
    void accountsAreMadeListedAndRemoved() {
        init();
        assertThat(terminal.run("account", "add", "ann@example.org").out())
                .startsWith("Added the account ann@example.org.\nPassword: ");
        assertThat(terminal.runWithInput("long enough\n", "account", "add", "bob@example.org", "--password-stdin"))
                .isEqualTo(new Outcome(0, "Added the account bob@example.org.\n", ""));
        assertThat(terminal.run("account", "list").out()).isEqualTo("ann@example.org\nbob@example.org\n");
        assertThat(terminal.run("account", "list", "--json").out())
                .isEqualTo("[{\"address\":\"ann@example.org\"},{\"address\":\"bob@example.org\"}]\n");
        assertThat(terminal.run("account", "password", "bob@example.org", "--json")
                        .out())
                .startsWith("{\"address\":\"bob@example.org\",\"password\":\"");
        assertThat(terminal.run("account", "remove", "bob@example.org").err())
                .isEqualTo("This would delete all mail of bob@example.org, for good. Add --yes if that is meant.\n");
        assertThat(terminal.run("account", "remove", "bob@example.org", "--yes").out())
                .isEqualTo("Removed the account bob@example.org and its mail.\n");
        assertThat(terminal.run("account", "list").out()).isEqualTo("ann@example.org\n");
    }

    @Test
    void capabilitiesAreHiddenAndShownAgain() {
        init();
        terminal.run("account", "add", "ann@example.org");
        assertThat(terminal.run("account", "capabilities", "ann@example.org"))
                .isEqualTo(new Outcome(0, "Nothing is hidden from ann@example.org.\n", ""));
        assertThat(terminal.run("account", "capabilities", "ann@example.org", "--hide", "uidonly,MOVE")
                        .out())
                .isEqualTo("Hidden from ann@example.org: MOVE UIDONLY\n");
        assertThat(terminal.run("account", "capabilities", "ann@example.org", "--show", "MOVE", "--json")
                        .out())
                .isEqualTo("{\"address\":\"ann@example.org\",\"hidden\":[\"UIDONLY\"]}\n");
        assertThat(terminal.run("account", "capabilities", "ann@example.org", "--hide", "no name")
                        .err())
                .isEqualTo("\"no name\" is not the name of a capability. They look like IDLE or LIST-STATUS.\n");
        assertThat(terminal.run("account", "capabilities", "nobody@example.org").exit())
                .isEqualTo(1);
    }

    @Test
    void whatIsKeptAndLearntForAnAccountCanBeAsked() {
        init();
        terminal.run("account", "add", "ann@example.org");
        assertThat(terminal.run("account", "sent-copy", "ann@example.org").out())
                .isEqualTo("No copy of what ann@example.org sends is kept by this server.\n");
        assertThat(terminal.run("account", "sent-copy", "ann@example.org", "on", "--json")
                        .out())
                .isEqualTo("{\"address\":\"ann@example.org\",\"sentCopy\":true}\n");
        assertThat(terminal.run("account", "sent-copy", "ann@example.org", "off")
                        .out())
                .startsWith("No copy ");
        assertThat(terminal.run("account", "sent-copy", "ann@example.org", "perhaps")
                        .err())
                .isEqualTo("\"perhaps\" is none of on, off and show.\n");
        assertThat(terminal.run("account", "senders", "ann@example.org").out())
                .startsWith("Nothing was learnt yet: ann@example.org has written to nobody");
        assertThat(terminal.run("account", "senders", "ann@example.org", "--forget", "shop@example.net")
                        .err())
                .isEqualTo("Nothing was learnt of shop@example.net. See those of whom something was with: mailstead"
                        + " account senders ann@example.org\n");
    }

    @Test
    void aRouteComesFromAnAddressOfThisMachine() {
        init();
        assertThat(terminal.run("route", "add", "a.example", "127.0.0.1:25", "--source", "127.0.0.1")
                        .out())
                .isEqualTo("Added the route a.example -> 127.0.0.1:25, from 127.0.0.1.\n");
        assertThat(terminal.run("route", "add", "a.example", "127.0.0.1:25", "--source", "192.0.2.77")
                        .err())
                .startsWith("--source names 192.0.2.77, which is not an address of this machine.");
        assertThat(terminal.run("route", "add", "a.example", "127.0.0.1:25", "--source", "eth0")
                        .err())
                .startsWith("\"eth0\" is not a network address.");
    }

    @Test
    void anAccountCanAnswerForTheServer() {
        init();
        terminal.run("account", "add", "ann@example.org");
        String[] ask = {"account", "administrator", "ann@example.org"};
        assertThat(terminal.run(ask).out()).isEqualTo("ann@example.org is no administrator.\n");
        assertThat(terminal.run("account", "administrator", "ann@example.org", "--yes")
                        .out())
                .isEqualTo("ann@example.org is an administrator of this server.\n");
        assertThat(terminal.run("account", "administrator", "ann@example.org", "--json")
                        .out())
                .isEqualTo("{\"address\":\"ann@example.org\",\"administrator\":true}\n");
        terminal.run("account", "administrator", "ann@example.org", "--no-yes");
        assertThat(terminal.run(ask).out()).isEqualTo("ann@example.org is no administrator.\n");
        assertThat(terminal.run("account", "administrator", "nobody@example.org")
                        .exit())
                .isEqualTo(1);
    }

    @Test
    void anAccountsQuotaIsShownAndSet() {
        init();
        terminal.run("account", "add", "ann@example.org");
        assertThat(terminal.run("account", "quota", "ann@example.org").out())
                .isEqualTo("Storage: 0 bytes, no limit\nMessages: 0, no limit\nMailboxes: 6, no limit\n");
        assertThat(terminal.run("account", "quota", "ann@example.org", "--storage", "5G", "--mailboxes", "10")
                        .out())
                .isEqualTo("Storage: 0 bytes, limit 5368709120\nMessages: 0, no limit\nMailboxes: 6, limit 10\n");
        assertThat(terminal.run("account", "quota", "ann@example.org", "--mailboxes", "0", "--json")
                        .out())
                .contains("\"storageLimit\":5368709120", "\"mailboxesLimit\":0");
        for (String bad : List.of("5X", "-1", "", "G", "9999999T", "1.5G")) {
            var refused = terminal.run("account", "quota", "ann@example.org", "--storage", bad);
            assertThat(refused.exit()).isNotZero();
            assertThat(refused.err()).isNotBlank();
        }
        assertThat(terminal.run("account", "quota", "eve@example.org").err())
                .startsWith("There is no account eve@example.org.");
    }

    @Test
    void aliasesAreMadeListedAndRemoved() {
        init();
        terminal.run("account", "add", "ann@example.org");
        assertThat(terminal.run("alias", "add", "sales@example.org", "ann@example.org"))
                .isEqualTo(new Outcome(0, "Added the alias sales@example.org -> ann@example.org.\n", ""));
        assertThat(terminal.run("alias", "list", "--json").out())
                .isEqualTo("[{\"alias\":\"sales@example.org\",\"targets\":[\"ann@example.org\"]}]\n");
        assertThat(terminal.run("alias", "remove", "sales@example.org").exit()).isZero();
        assertThat(terminal.run("alias", "list").out()).startsWith("There are no aliases yet.");
    }

    @Test
    void routesAreMadeListedAndRemoved() {
        init();
        assertThat(terminal.run("route", "list").out()).startsWith("There are no routes: mail goes where the DNS says");
        assertThat(terminal.run("route", "add", "Example.NET", "Exchange.lan:25")
                        .out())
                .isEqualTo("Added the route example.net -> exchange.lan:25.\n");
        assertThat(terminal.run("route", "add", "example.org", "[::1]:24", "--lmtp", "--security", "none")
                        .out())
                .isEqualTo("Added the route example.org -> [::1]:24, LMTP, security none.\n");
        assertThat(terminal.run("route", "list", "--json").out())
                .isEqualTo("[{\"domain\":\"example.net\",\"host\":\"exchange.lan\",\"port\":25,\"protocol\":\"smtp\","
                        + "\"security\":\"auto\",\"anyCertificate\":false},"
                        + "{\"domain\":\"example.org\",\"host\":\"::1\",\"port\":24,\"protocol\":\"lmtp\","
                        + "\"security\":\"none\",\"anyCertificate\":false}]\n");
        assertThat(terminal.run("route", "remove", "example.org").exit()).isZero();
        assertThat(terminal.run("route", "remove", "example.org").err())
                .startsWith("There is no route for example.org.");
    }

    @Test
    void aRouteThatCannotBeIsToldWithTheWayOut() {
        init();
        assertThat(terminal.run("route", "add", "*", "hub.example").err())
                .contains("Write it like smtp.provider.example:587.");
        assertThat(terminal.run("route", "add", "*", "hub.example:25", "--security", "most")
                        .err())
                .contains("There are auto, starttls, tls, none.");
        assertThat(terminal.run("route", "add", "*", "hub.example:25", "--user", "me")
                        .err())
                .contains("Add --ask");
        assertThat(terminal.run("route", "test", "example.net").err())
                .startsWith("No route leads mail for example.net anywhere.");
        terminal.run("route", "add", "example.net", "127.0.0.1:1");
        assertThat(terminal.run("route", "test", "example.net").err())
                .isEqualTo("The route example.net -> 127.0.0.1:1 does not work: 127.0.0.1: nobody listens there"
                        + " (connection refused).\n");
    }

    @Test
    void keysThatSignAreMadeWithTheirDomain() {
        init();
        terminal.run("domain", "add", "example.net");
        assertThat(terminal.run("dkim", "list", "example.net").out())
                .containsPattern("; signs; must be published\n"
                        + "e\\d{8}\\._domainkey\\.example\\.net\\. IN TXT \"v=DKIM1; k=ed25519; p=")
                .containsPattern("r\\d{8}\\._domainkey\\.example\\.net\\. IN TXT \"v=DKIM1; k=rsa; p=[^\"]{200,}\" \"");
        assertThat(terminal.run("dkim", "use", "example.net").err()).startsWith("No new keys wait for example.net.");
        assertThat(terminal.run("dkim", "rotate", "example.net").out())
                .contains("; to be published now; not used yet\n");
        assertThat(terminal.run("dkim", "use", "example.net", "--json").out())
                .contains("\"state\":\"used\"", "\"state\":\"retired\"")
                .doesNotContain("PRIVATE");
        assertThat(terminal.run("dkim", "list", "elsewhere.test").err()).startsWith("No key signs for elsewhere.test.");
        assertThat(terminal.run("dkim", "list", "example.org").exit()).isZero();
    }

    @Test
    void domainsAreMadeListedAndRemoved() {
        init();
        assertThat(terminal.run("domain", "add", "example.net", "--json").out())
                .isEqualTo("{\"domain\":\"example.net\"}\n");
        terminal.run("account", "add", "ann@example.net");
        var refused = terminal.run("domain", "remove", "example.net");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("example.net").endsWith(".\n");
        assertThat(terminal.run("domain", "remove", "example.net", "--with-accounts")
                        .out())
                .isEqualTo("Removed the domain example.net and 1 account with its mail.\n");
        assertThat(terminal.run("domain", "list", "--json").out()).isEqualTo("[\"example.org\"]\n");
    }

    @Test
    void whatCannotBeIsASentence() {
        init();
        for (var wrong : List.of(
                List.of("account", "add", "ann"),
                List.of("account", "add", "ann@elsewhere.test"),
                List.of("account", "remove", "nobody@example.org", "--yes"),
                List.of("alias", "add", "a@example.org", "nobody@example.org"),
                List.of("domain", "add", "no domain"),
                List.of("domain", "remove", "elsewhere.test"),
                List.of("reload"))) {
            var outcome = terminal.run(wrong.toArray(String[]::new));
            assertThat(outcome.exit()).as(wrong.toString()).isEqualTo(1);
            assertThat(outcome.err())
                    .as(wrong.toString())
                    .matches("[A-Z\"].*[.:].*\n")
                    .doesNotContain("Exception");
            assertThat(outcome.out()).isEmpty();
        }
    }

    @Test
    void withoutConfigurationTheWayOutIsTold() {
        assertThat(terminal.run("account", "list"))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "There is no configuration: neither " + folder.resolve("mailstead.toml")
                                + " nor /etc/mailstead/mailstead.toml. Make one with \"mailstead init DOMAIN\","
                                + " or name one with --config.\n"));
        assertThat(terminal.run("account", "list", "--data", "nowhere").err())
                .isEqualTo("There is no data folder " + folder.resolve("nowhere")
                        + ". Make one with \"mailstead init\", or name another with --data.\n");
    }

    @Test
    void wrongUsageIsExitCodeTwo() {
        assertThat(terminal.run("acount", "list").exit()).isEqualTo(2);
        assertThat(terminal.run("acount", "list").err())
                .contains("Did you mean")
                .contains("account");
        assertThat(terminal.run("account", "add"))
                .isEqualTo(new Outcome(
                        2, "", "Missing required parameter: 'ADDRESS'.\nMore: mailstead account add --help\n"));
        assertThat(terminal.run("account").exit()).isEqualTo(2);
        assertThat(terminal.run("account", "list", "--jsn").exit()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init",
                "serve",
                "demo",
                "reload",
                "account add",
                "account list",
                "account remove",
                "account password",
                "account capabilities",
                "account sent-copy",
                "account senders",
                "account quota",
                "domain add",
                "domain list",
                "domain remove",
                "dns records",
                "dns check",
                "alias add",
                "alias list",
                "alias remove"
            })
    void everyCommandHasHelpWithAnExample(String command) {
        var outcome = terminal.run((command + " --help").split(" "));
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out())
                .startsWith("Usage: mailstead " + command)
                .contains("Example:\n  mailstead " + command);
    }

    @Test
    void theVersionIsTheBuilds() throws Exception {
        String pom = Files.readString(Path.of("..", "pom.xml"));
        assertThat(pom).contains("<artifactId>mailstead</artifactId>\n  <version>" + Version.NUMBER + "</version>");
        assertThat(terminal.run("--version").out()).isEqualTo("Mailstead " + Version.NUMBER + "\n");
    }

    @Test
    void aStoreOfAnotherFormatIsRefusedInWords() throws Exception {
        init();
        Path format = folder.resolve("mailstead-data/store/format");
        Files.writeString(format, Files.readString(format).replaceAll("\\d+", "99"));
        var outcome = terminal.run("account", "list");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("has format 99, and this Mailstead knows format")
                .doesNotContain("Exception");
    }
}
