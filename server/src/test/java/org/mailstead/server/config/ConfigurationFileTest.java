package org.mailstead.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.certificates.AcmeSettings;
import org.mailstead.certificates.ChallengeKind;
import org.mailstead.dns.DnsName;
import org.mailstead.milter.MilterAddress;
import org.mailstead.policy.AccountSending;
import org.mailstead.policy.BlockList;
import org.mailstead.policy.PolicySettings;
import org.mailstead.policy.Use;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.server.config.Configuration.Way;
import org.mailstead.wire.AddressRange;
import org.mailstead.wire.Tolerance.Patience;

class ConfigurationFileTest {
    private static final Path FILE = Path.of("/etc/mailstead/mailstead.toml");
    private static final String LEAST = "data = \"/var/lib/mailstead\"\nhostname = \"mail.example.org\"\n";

    @Test
    void twoSettingsAreEnough() throws Exception {
        assertThat(ConfigurationFile.parse(FILE, LEAST))
                .isEqualTo(new Configuration(
                        Path.of("/var/lib/mailstead"),
                        "mail.example.org",
                        new Configuration.Listen(
                                List.of("*"),
                                Configuration.Ports.STANDARD,
                                Configuration.Proxies.NONE,
                                Optional.of(Patience.STANDARD),
                                true),
                        new Configuration.Tls(
                                Path.of("/var/lib/mailstead/tls/certificate.pem"),
                                Path.of("/var/lib/mailstead/tls/key.pem")),
                        Configuration.Sending.usual(new Way.Direct()),
                        PolicySettings.STANDARD,
                        Configuration.Web.STANDARD,
                        Configuration.Trust.STANDARD,
                        Optional.empty(),
                        Configuration.SignIn.STANDARD,
                        new Configuration.Limits(50L * 1024 * 1024, 10_000, 200)));
    }

    @Test
    void mailForOthersTakesTheWayThatIsWanted() throws Exception {
        assertThat(sending("")).isEqualTo(new Way.Direct());
        assertThat(sending("off")).isEqualTo(new Way.Off());
        assertThat(sending("mail.provider.example:587")).isEqualTo(new Way.Smarthost("mail.provider.example", 587));
        assertThat(sending("192.0.2.1:25")).isEqualTo(new Way.Smarthost("192.0.2.1", 25));
        assertThat(sending("[2001:db8::1]:25")).isEqualTo(new Way.Smarthost("2001:db8::1", 25));
        for (String wrong :
                List.of("mail.provider.example", "mail:0", "mail:65536", "2001:db8::1:25", "a b:25", ":25")) {
            assertThatThrownBy(() -> sending(wrong))
                    .hasMessageContaining("line 4, column 1: \"sending.smarthost\" needs a host with its port");
        }
    }

    private static Way sending(String smarthost) throws ConfigurationException {
        return ConfigurationFile.parse(FILE, LEAST + "[sending]\nsmarthost = \"" + smarthost + "\"\n")
                .sending()
                .way();
    }

    @Test
    void dnsServersAreAddresses() throws Exception {
        assertThat(servers("\"127.0.0.53\", \"192.0.2.1:5353\", \"2001:db8::1\", \"[::1]:54\""))
                .containsExactly(
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.53"), 53),
                        new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5353),
                        new InetSocketAddress(InetAddress.ofLiteral("2001:db8::1"), 53),
                        new InetSocketAddress(InetAddress.ofLiteral("::1"), 54));
        assertThat(servers("")).isEmpty();
        for (String wrong : List.of("dns.example.org", "dns.example.org:53", "192.0.2.1:0", "192.0.2.1.5", ""))
            assertThatThrownBy(() -> servers('"' + wrong + '"'))
                    .hasMessageContaining("line 4, column 1: \"dns.servers\" needs a list of DNS servers by address");
    }

    private static List<InetSocketAddress> servers(String list) throws ConfigurationException {
        return ConfigurationFile.parse(FILE, LEAST + "[dns]\nservers = [" + list + "]\n")
                .sending()
                .proof()
                .dnsServers();
    }

    @Test
    void whatInitWritesIsReadBack() throws Exception {
        String text = ConfigurationText.newFile("mx.example.org", "/srv/with \"quote\" and \\");
        assertThat(ConfigurationFile.parse(FILE, text).hostname()).isEqualTo("mx.example.org");
        assertThat(ConfigurationFile.parse(FILE, text).data()).isEqualTo(Path.of("/srv/with \"quote\" and \\"));
        String withDefaults =
                text.replace("# certificate = \"DATA", "# certificate = \"").replaceAll("(?m)^# (?=[a-z-]+ =)", "");
        assertThat(ConfigurationFile.parse(FILE, withDefaults).listen().ports())
                .isEqualTo(Configuration.Ports.STANDARD);
    }

    @Test
    void mechanismsAreKnownOnes() throws Exception {
        assertThat(signIn("mechanisms = [\"plain\", \"SCRAM-SHA-1\"]").mechanisms())
                .containsExactlyInAnyOrder(SaslMechanism.PLAIN, SaslMechanism.SCRAM_SHA_1);
        assertThat(signIn("").mechanisms())
                .contains(SaslMechanism.SCRAM_SHA_256_PLUS, SaslMechanism.XOAUTH2, SaslMechanism.LOGIN)
                .doesNotContainAnyElementsOf(SaslMechanism.OLD);
        assertThatThrownBy(() -> signIn("mechanisms = [\"PLAIN\", \"NTLM\"]"))
                .hasMessageContaining(
                        "line 4, column 1: \"sign-in.mechanisms\" has \"NTLM\", and there is no such mechanism."
                                + " There are: EXTERNAL, SCRAM-SHA-256-PLUS, SCRAM-SHA-256, SCRAM-SHA-1-PLUS, SCRAM-SHA-1, ");
        assertThatThrownBy(() -> signIn("mechanisms = []")).hasMessageContaining("nobody could sign in");
        assertThatThrownBy(() -> signIn("mechanisms = \"PLAIN\""))
                .hasMessageContaining("\"sign-in.mechanisms\" needs a list of mechanisms, such as");
    }

    @Test
    void whatCannotBeOfferedIsNotEnough() throws Exception {
        String ldap =
                "[ldap]\nservers = [\"ldaps://ldap.example.org\"]\nbase = \"dc=example,dc=org\"\ndomains = [\"example.org\"]\n";
        assertThatThrownBy(() -> signIn("mechanisms = [\"SCRAM-SHA-256\"]\n" + ldap))
                .hasMessageContaining("line 4, column 1: \"sign-in.mechanisms\" has only what cannot be offered here");
        assertThatThrownBy(() -> signIn("mechanisms = [\"XOAUTH2\"]\n[oauth]\nprovider = \"off\"\n"))
                .hasMessageContaining("\"sign-in.mechanisms\" has only what cannot be offered here");
        assertThat(ConfigurationFile.parse(FILE, LEAST + ldap).mechanisms())
                .containsExactly(
                        SaslMechanism.OAUTHBEARER, SaslMechanism.XOAUTH2, SaslMechanism.PLAIN, SaslMechanism.LOGIN);
    }

    @Test
    void certificatesNeedTheirMechanism() throws Exception {
        assertThat(signIn("client-certificates = \"people.pem\"").clientAuthorities())
                .contains(Path.of("/etc/mailstead/people.pem"));
        assertThat(ConfigurationFile.parse(FILE, LEAST + "[sign-in]\nclient-certificates = \"people.pem\"\n")
                        .mechanisms())
                .contains(SaslMechanism.EXTERNAL);
        assertThat(ConfigurationFile.parse(FILE, LEAST).mechanisms()).doesNotContain(SaslMechanism.EXTERNAL);
        assertThatThrownBy(() -> signIn("client-certificates = \"people.pem\"\nmechanisms = [\"PLAIN\"]"))
                .hasMessageContaining("line 4, column 1: \"sign-in.client-certificates\" is of no use without");
        assertThatThrownBy(() -> signIn("mechanisms = [\"EXTERNAL\"]"))
                .hasMessageContaining("EXTERNAL needs sign-in.client-certificates");
    }

    private static Configuration.SignIn signIn(String rest) throws ConfigurationException {
        return ConfigurationFile.parse(FILE, LEAST + "[sign-in]\n" + rest).signIn();
    }

    @Test
    void everySettingIsTaken() throws Exception {
        var configuration = ConfigurationFile.parse(FILE, """
            data = "data"
            hostname = "mäil.example"
            [listen]
            addresses = ["127.0.0.1", "::1"]
            smtp = 0
            pop3 = "off"
            [tls]
            certificate = "../keys/c.pem"
            key = "/keys/k.pem"
            [sending]
            warn-hours = 8
            give-up-days = 2
            [limits]
            message-mib = 10
            """);
        assertThat(configuration.sending().warnAfter()).hasHours(8);
        assertThat(configuration.sending().giveUpAfter()).hasDays(2);
        assertThat(configuration.data()).isEqualTo(Path.of("/etc/mailstead/data"));
        assertThat(configuration.hostname()).isEqualTo("xn--mil-qla.example");
        assertThat(configuration.listen().addresses()).containsExactly("127.0.0.1", "::1");
        assertThat(configuration.listen().ports().of(MailPort.SMTP)).isZero();
        assertThat(configuration.listen().ports().of(MailPort.POP3)).isEqualTo(Configuration.Ports.OFF);
        assertThat(configuration.tls())
                .isEqualTo(new Configuration.Tls(
                        Path.of("/etc/keys/c.pem"), Path.of("/keys/k.pem"), true, Optional.empty()));
        assertThat(configuration.limits().messageBytes()).isEqualTo(10 * 1024 * 1024);
    }

    @Test
    void whereCertificatesComeFromIsTaken() throws Exception {
        assertThat(ConfigurationFile.parse(FILE, LEAST + "[acme]\nagree-to-terms = true\n")
                        .tls()
                        .acme())
                .contains(new AcmeSettings(
                        URI.create("https://acme-v02.api.letsencrypt.org/directory"),
                        "",
                        ChallengeKind.HTTP_01,
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
        var acme = ConfigurationFile.parse(FILE, LEAST + """
            [acme]
            agree-to-terms = true
            directory = "https://ca.test/dir"
            email = "ann@example.test"
            challenge = "dns-01"
            names = ["Webmail.example.test"]
            ca-file = "ca.pem"
            dns-server = "192.0.2.53:5353"
            dns-key = "hmac-sha256:acme:c2VjcmV0"
            dns-wait-seconds = 3
            """).tls().acme().orElseThrow();
        assertThat(acme.names()).containsExactly("webmail.example.test");
        assertThat(acme.authorities()).contains(Path.of("/etc/mailstead/ca.pem"));
        var updates = acme.updates().orElseThrow();
        assertThat(updates.server().getPort()).isEqualTo(5353);
        assertThat(updates.settle()).hasSeconds(3);
        assertThat(acme.toString()).doesNotContain("secret", "c2VjcmV0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[acme];email = \"a@b.test\" | line 4, column 1: \"acme.email\" is of no use without",
                "[listen];http = \"off\";[acme];agree-to-terms = true | comes to the port of \"listen.http\", which is off",
                "[acme];agree-to-terms = true;directory = \"http://ca.test\" | begins with https://",
                "[acme];agree-to-terms = true;challenge = \"dns-01\" | needs the address of the primary DNS server",
                "[acme];agree-to-terms = true;challenge = \"dns-01\";dns-server = \"192.0.2.1\";dns-key = \"x\" | needs a key as",
                "[acme];agree-to-terms = true;names = [\"*.example.test\"] | needs a list of host names",
                "[acme];agree-to-terms = \"yes\" | needs true or false"
            })
    void whatIsWrongAboutCertificatesIsTold(String settings, String told) {
        assertThatThrownBy(() -> ConfigurationFile.parse(FILE, LEAST + settings.replace(';', '\n')))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(told);
    }

    @Test
    void proxiesAreTaken() throws Exception {
        var configuration = ConfigurationFile.parse(FILE, LEAST + """
            [proxies]
            networks = ["10.0.0.0/8"]
            ports = ["smtp", "imaps"]
            """);
        var proxies = configuration.listen().proxies();
        assertThat(proxies.before(MailPort.SMTP))
                .containsExactly(AddressRange.parse("10.0.0.0/8").orElseThrow());
        assertThat(proxies.before(MailPort.SUBMISSION)).isEmpty();
    }

    @Test
    void whatIsDoneWithMailThatComesInIsTaken() throws Exception {
        var configuration = ConfigurationFile.parse(FILE, LEAST + """
                [receiving]
                checks = "off"
                exempt = ["192.0.2.0/24", "2001:db8::1"]
                dmarc = "report"
                trusted-sealers = ["lists.example.org"]
                spf = "enforce"
                client-name = "off"
                hello = "enforce"
                blocklists = ["bl.example.org 127.0.0.2/31 weight=2"]
                blocklists-refuse-at = 3
                greylist-minutes = 5
                strangers = "enforce"
                recipients-per-hour = 0
                [sending]
                recipients-per-hour = 7
                recipients-per-day = 8
                [filters]
                milters = ["inet:localhost:11332"]
                seconds = 5
                on-failure = "accept"
                """);
        assertThat(configuration.receiving())
                .isEqualTo(new PolicySettings(
                        false,
                        List.of(
                                AddressRange.parse("192.0.2.0/24").orElseThrow(),
                                AddressRange.parse("2001:db8::1").orElseThrow()),
                        new PolicySettings.Identity(
                                Use.ENFORCE,
                                Use.OFF,
                                Use.ENFORCE,
                                Use.REPORT,
                                List.of(DnsName.of("lists.example.org")),
                                Use.ENFORCE),
                        new PolicySettings.BlockLists(
                                List.of(BlockList.parse("bl.example.org 127.0.0.2/31 weight=2")
                                        .orElseThrow()),
                                3),
                        Duration.ofMinutes(5),
                        0,
                        new AccountSending.Limits(7, 8),
                        new PolicySettings.Filters(
                                List.of(MilterAddress.parse("inet:localhost:11332")
                                        .orElseThrow()),
                                Duration.ofSeconds(5),
                                true,
                                false)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        [listen];smpt = 25          | line 4, column 1: there is no setting "listen.smpt". Did you mean "listen.smtp"? All settings are listed in docs/configuration.md.
        imap = 143                  | line 3, column 1: there is no setting "imap". Did you mean "listen.imap"? All settings are listed in docs/configuration.md.
        [listne];imap = 143         | line 4, column 1: there is no setting "listne.imap". Did you mean "listen.imap"? All settings are listed in docs/configuration.md.
        [somethingelse]             | line 3, column 1: there is no setting "somethingelse". All settings are listed in docs/configuration.md.
        [listen];smtp = "yes"       | line 4, column 1: "listen.smtp" needs a port from 1 to 65535, 0 for any free one, or "off".
        [listen];smtp = 65536       | line 4, column 1: "listen.smtp" needs a port from 1 to 65535, 0 for any free one, or "off".
        [listen];addresses = "x"    | line 4, column 1: "listen.addresses" needs a list of network addresses, such as ["127.0.0.1"].
        [limits];message-mib = 0    | line 4, column 1: "limits.message-mib" needs a whole number from 1 to 1024.
        [receiving];dmarc = "on"    | line 4, column 1: "receiving.dmarc" needs "enforce" or "report" or "off".
        [receiving];exempt = ["x"]  | line 4, column 1: "receiving.exempt" needs a list of networks, such as ["192.0.2.0/24"].
        listen = 3                  | line 3, column 1: there is no setting "listen". All settings are listed in docs/configuration.md.
        """)
    void aMistakeIsToldWithItsPlace(String lines, String expected) {
        assertThatThrownBy(() -> ConfigurationFile.parse(FILE, LEAST + lines.replace(';', '\n') + "\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("/etc/mailstead/mailstead.toml, " + expected);
    }

    @Test
    void aMissingSettingIsNamed() {
        assertThatThrownBy(() -> ConfigurationFile.parse(FILE, "data = \"x\""))
                .hasMessage("/etc/mailstead/mailstead.toml: the setting \"hostname\" is missing. It needs a text in"
                        + " quotes.");
    }

    @Test
    void aHostnameMustBeOne() {
        assertThatThrownBy(() -> ConfigurationFile.parse(FILE, "data = \"x\"\nhostname = \"my mail\""))
                .hasMessageContaining("line 2, column 1: \"my mail\" is not a host name.");
    }

    @Test
    void brokenTomlIsToldWithItsPlace() {
        assertThatThrownBy(() -> ConfigurationFile.parse(FILE, "data = \"x\nhostname"))
                .hasMessageStartingWith("/etc/mailstead/mailstead.toml, line 1, column ")
                .hasMessageContaining("this is not TOML: ");
    }

    @Test
    void aMissingFileIsASentence(@TempDir Path folder) {
        Path file = folder.resolve("mailstead.toml");
        assertThatThrownBy(() -> ConfigurationFile.read(file))
                .hasMessage("There is no configuration file " + file
                        + ". Make one with \"mailstead init\", or name another with --config.");
    }

    @Test
    void theReferenceIsUpToDate() throws Exception {
        Path page = Path.of("..", "docs", "configuration.md");
        if (Boolean.getBoolean("mailstead.regenerate")) {
            Files.createDirectories(page.toAbsolutePath().getParent());
            Files.writeString(page, ConfigurationText.reference());
        }
        assertThat(page)
                .as("print it anew: mvn -pl server -am test -Dtest=ConfigurationFileTest -Dmailstead.regenerate=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .hasContent(ConfigurationText.reference());
    }
}
