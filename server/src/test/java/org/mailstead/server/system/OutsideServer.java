package org.mailstead.server.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.mailstead.directory.MailAddress;
import org.mailstead.gateway.AppRegistration;
import org.mailstead.gateway.GatewayAccount;
import org.mailstead.gateway.Habits;
import org.mailstead.oauth.Grant;
import org.mailstead.server.config.Configuration;
import org.mailstead.server.config.MailPort;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.store.MemoryStore;

/** Another server of ours in the part of a provider, whose tokens for ann an app registration gets by its secret. */
final class OutsideServer implements AutoCloseable {
    private static final String CLIENT = "a-client-of-tests";
    private static final String SECRET = "a-secret-of-the-provider";
    private static final String ANN = "ann@example.test";

    final AtomicInteger requests = new AtomicInteger();
    private final Path folder;
    private final TestServer mail;
    private final HttpServer tokens;

    /** What is said in place of a token. */
    volatile String refusal = "";

    OutsideServer(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        TestServer.makeCertificate(folder);
        mail = TestServer.start(TestServer.people(new MemoryStore(TestServer.CLOCK)), folder, 100);
        tokens = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 50);
        tokens.createContext("/token", this::token);
        tokens.start();
        Files.writeString(folder.resolve("secret"), SECRET + "\n");
    }

    private void token(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean proved = form.contains("grant_type=client_credentials")
                && form.contains("client_id=" + CLIENT)
                && form.contains("client_secret=" + SECRET)
                && form.contains("scope=mail");
        String answer = !refusal.isEmpty()
                ? refusal
                : proved
                        ? "{\"access_token\":\"" + access() + "\",\"expires_in\":3600}"
                        : "{\"error\":\"invalid_client\"}";
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(answer.contains("access_token") ? 200 : 400, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    private String access() {
        var ann = mail.directory()
                .account(MailAddress.parse(ANN).orElseThrow())
                .orElseThrow()
                .id();
        return mail.open()
                .grants(Clock.fixed(TestServer.CLOCK.instant(), TestServer.CLOCK.getZone()), new java.util.Random(5))
                .begin(new Grant.Agreed(ann, "open", "a server", "mail"), InetAddress.getLoopbackAddress())
                .access();
    }

    /** For the configuration of the server before it. */
    Configuration.Backing known() {
        var app = new AppRegistration(
                List.of("example.test"),
                URI.create("http://127.0.0.1:" + tokens.getAddress().getPort() + "/token"),
                CLIENT,
                new AppRegistration.Credential.Secret(folder.resolve("secret")),
                "mail");
        return new Configuration.Backing(Optional.of(folder.resolve("certificate.pem")), List.of(app));
    }

    /** Ann's mailbox here. */
    GatewayAccount mailbox() {
        return new GatewayAccount(
                ANN,
                List.of(
                        server(Protocol.IMAP, MailPort.IMAPS, Security.TLS),
                        server(Protocol.POP3, MailPort.POP3, Security.STARTTLS),
                        server(Protocol.SMTP, MailPort.SUBMISSION, Security.STARTTLS)),
                Optional.empty(),
                "",
                Habits.NONE);
    }

    private MailServer server(Protocol protocol, MailPort port, Security security) {
        return new MailServer(protocol, "localhost", mail.port(port), security, ANN);
    }

    TestServer mail() {
        return mail;
    }

    @Override
    public void close() {
        tokens.stop(0);
        mail.close();
    }
}
