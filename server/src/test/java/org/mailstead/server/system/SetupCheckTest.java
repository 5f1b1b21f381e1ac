package org.mailstead.server.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.finder.Found;
import org.mailstead.finder.Look;
import org.mailstead.finder.SettingsCheck;
import org.mailstead.finder.Surroundings;
import org.mailstead.server.config.MailPort;
import org.mailstead.store.MemoryStore;
import org.mailstead.wire.SelfSigned;
import org.mailstead.wire.ServerCertificate;
import org.mailstead.wire.TlsClient;

/** Mail programs look for a whole server by its names, beside a website that answers for everything; the network is a map of names to loopback. */
class SetupCheckTest {
    private static final String US = "192.0.2.1";
    private static final String WEBSITE = "192.0.2.9";
    private static final List<String> NAMES = List.of(
            "mail.example.test",
            "imap.example.test",
            "smtp.example.test",
            "autoconfig.example.test",
            "autodiscover.example.test");

    private static final Map<Integer, MailPort> STANDARD = Map.of(
            443, MailPort.HTTPS,
            80, MailPort.HTTP,
            993, MailPort.IMAPS,
            143, MailPort.IMAP,
            465, MailPort.SUBMISSIONS,
            587, MailPort.SUBMISSION);

    @TempDir
    Path folder = Path.of("");

    private final Map<String, Integer> website = new HashMap<>();
    private final List<HttpServer> sites = new java.util.ArrayList<>();
    private Optional<TestServer> running = Optional.empty();
    private Optional<TlsClient> trusting = Optional.empty();

    @BeforeEach
    void start() throws Exception {
        SelfSigned.write(folder.resolve("certificate.pem"), folder.resolve("key.pem"), NAMES, Clock.systemUTC());
        running = Optional.of(TestServer.start(TestServer.people(new MemoryStore(TestServer.CLOCK)), folder, 100));
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        var own = ServerCertificate.read(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
        trusted.setCertificateEntry("server", own.own());
        var site = SelfSigned.make(List.of("example.test", "www.example.test"), Clock.systemUTC());
        trusted.setCertificateEntry("site", site.own());
        trusting = Optional.of(new TlsClient(trusted));
        website.put("80", site(HttpServer.create(loopback(0), 0)));
        var secure = HttpsServer.create(loopback(0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(context(site)));
        website.put("443", site(secure));
    }

    private int site(HttpServer server) {
        server.createContext("/", exchange -> {
            byte[] page = "<!doctype html><html><p>Welcome to our shop!</html>".getBytes(UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        sites.add(server);
        return server.getAddress().getPort();
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static SSLContext context(ServerCertificate certificate) throws Exception {
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
                "site", certificate.key(), new char[0], certificate.chain().toArray(Certificate[]::new));
        var factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(keys, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    @AfterEach
    void stop() {
        running.ifPresent(TestServer::close);
        sites.forEach(site -> site.stop(0));
    }

    private TestServer server() {
        return running.orElseThrow();
    }

    /** What is to be published for the domain, with the ports that there are. */
    private String zone() {
        var zone = new StringBuilder("example.test MX 10 mail.example.test\nmail.example.test A " + US + "\n");
        for (String name : NAMES.subList(1, NAMES.size())) zone.append(name + " CNAME mail.example.test\n");
        zone.append("_autodiscover._tcp.example.test SRV 0 1 443 mail.example.test\n");
        zone.append("_imaps._tcp.example.test SRV 0 1 " + server().port(MailPort.IMAPS) + " mail.example.test\n");
        zone.append("_submissions._tcp.example.test SRV 0 1 " + server().port(MailPort.SUBMISSIONS)
                + " mail.example.test\n");
        return zone.toString();
    }

    private SettingsCheck check(String zone, String password) {
        var around = new Surroundings(
                new ScriptedResolver(zone), this::connect, trusting.orElseThrow(), _ -> true, Duration.ofMinutes(2));
        return SettingsCheck.of(
                "ann@example.test",
                DnsName.parse("mail.example.test"),
                Optional.of(password).filter(typed -> !typed.isEmpty()),
                around);
    }

    private Socket connect(InetSocketAddress to, Duration limit) throws IOException {
        Integer port = switch (to.getAddress().getHostAddress()) {
            case US -> {
                var standard = STANDARD.get(to.getPort());
                yield standard == null ? Integer.valueOf(to.getPort()) : Integer.valueOf(server().port(standard));
            }
            case WEBSITE -> website.get(Integer.toString(to.getPort()));
            default -> null;
        };
        if (port == null) throw new ConnectException("Connection refused");
        var socket = new Socket();
        socket.connect(loopback(port), (int) limit.toMillis());
        return socket;
    }

    @Test
    void everyProgramEndsSignedIn() {
        var check = check(zone(), "ann-secret");
        assertThat(check.troubles()).isEmpty();
        assertThat(check.traps()).isEmpty();
        assertThat(check.isWell()).isTrue();
        assertThat(check.found())
                .hasSize(7)
                .allSatisfy(each -> assertThat(each.isWhole()).isTrue());
        assertThat(check.found().stream().map(Found::from))
                .containsExactly(
                        "https://autoconfig.example.test/mail/config-v1.1.xml?emailaddress=ann%40example.test",
                        "https://autoconfig.example.test/mail/config-v1.1.xml",
                        "https://autodiscover.example.test/autodiscover/autodiscover.xml",
                        "https://autodiscover.example.test:" + server().port(MailPort.HTTPS)
                                + "/autodiscover/autodiscover.xml",
                        "names that it guesses",
                        "https://autoconfig.example.test/mail/config-v1.1.xml?emailaddress=ann%40example.test",
                        "SRV records of example.test");
        assertThat(check.found().getFirst().servers().toString())
                .isEqualTo("[IMAP mail.example.test:" + server().port(MailPort.IMAPS)
                        + " SSL/TLS, SMTP mail.example.test:" + server().port(MailPort.SUBMISSIONS) + " SSL/TLS]");
        assertThat(check.found().get(4).servers().toString())
                .isEqualTo("[IMAP imap.example.test:993 SSL/TLS, SMTP smtp.example.test:465 SSL/TLS]");
    }

    @Test
    void aWrongPasswordIsTold() {
        var check = check(zone(), "wrong");
        assertThat(check.isWell()).isFalse();
        assertThat(check.troubles()).isNotEmpty().allMatch(trouble -> trouble.contains("it refuses: "));
    }

    /** The domain's website answers 200 to everything, and autoconfig leads there too, for which it has no certificate. */
    @Test
    void aWebsiteInTheWayIsFound() {
        String zone = zone().replace(
                                "autoconfig.example.test CNAME mail.example.test",
                                "autoconfig.example.test A " + WEBSITE)
                + "example.test A " + WEBSITE + "\n";
        var check = check(zone, "");
        assertThat(check.traps().stream().map(Look::place))
                .contains(
                        "https://example.test/.well-known/autoconfig/mail/config-v1.1.xml",
                        "https://example.test/autodiscover/autodiscover.xml",
                        "https://autoconfig.example.test/mail/config-v1.1.xml");
        assertThat(check.traps())
                .anyMatch(trap -> trap.place().startsWith("https://autoconfig.")
                        && trap.said().equals("the certificate is for another name"))
                .anyMatch(trap -> trap.said().equals("an answer that is no settings, probably a web page")
                        && trap.advice().contains("404"));
        // Thunderbird finds nothing by autoconfig and goes on.
        assertThat(check.found().getFirst().from())
                .isEqualTo("https://autodiscover.example.test/autodiscover/autodiscover.xml");
        assertThat(check.found().get(1).isWhole()).isFalse();
        assertThat(check.troubles()).contains("Thunderbird for Android, K-9 Mail: finds nothing.");
    }

    @Test
    void aRecordWithAStarIsFound() {
        assertThat(check(zone() + "*.example.test A " + US + "\n", "").troubles())
                .anyMatch(trouble -> trouble.startsWith("The DNS answers for every name below example.test"));
    }

    @Test
    void anOldProviderIsFound() {
        String zone = zone().replaceAll(
                                "_imaps._tcp.example.test SRV .*", "_imaps._tcp.example.test SRV 0 1 993 imap.old.test")
                + "_autodiscover._tcp.example.test SRV 0 1 443 autodiscover.old.test\n";
        var check = check(zone, "");
        assertThat(check.troubles())
                .contains(
                        "Programs that ask for SRV records: set to imap.old.test and not to mail.example.test, by what is found at SRV records of example.test.",
                        "IMAP imap.old.test:993 SSL/TLS: it has no address in the DNS.");
        assertThat(check.traps().stream().map(Look::place)).contains("SRV _autodiscover._tcp.example.test");
    }

    /** Only what the MX record says: the names below the server's own domain are asked for it. */
    @Test
    void theMailHostsDomainHelpsTheOthers() {
        server().directory().addDomain("customer.invalid");
        var around = new Surroundings(
                new ScriptedResolver(zone() + "customer.invalid MX 10 mail.example.test\n"),
                this::connect,
                trusting.orElseThrow(),
                _ -> true,
                Duration.ofMinutes(2));
        var check =
                SettingsCheck.of("ann@customer.invalid", DnsName.parse("mail.example.test"), Optional.empty(), around);
        assertThat(check.found().getFirst().from()).startsWith("https://autoconfig.example.test/mail/config-v1.1.xml");
        assertThat(check.found().get(1).isWhole()).isTrue();
    }

    @Test
    void aDnsThatDoesNotAnswerIsOneThingToSay() {
        for (String zone : List.of("example.test * !timeout\n", "other.test A 192.0.2.1\n")) {
            var check = check(zone, "");
            assertThat(check.found()).isEmpty();
            assertThat(check.isWell()).isFalse();
            assertThat(check.troubles()).hasSize(1);
        }
    }

    @Test
    void withoutAnythingNothingIsFound() {
        var check = check("example.test MX 10 mail.example.test\nmail.example.test A 192.0.2.77\n", "");
        assertThat(check.found()).noneMatch(Found::isWhole);
        assertThat(check.troubles()).hasSize(7);
    }
}
