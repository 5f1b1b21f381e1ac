package org.mailstead.statuspage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.mailstead.gateway.Outside;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.settings.Provider.OAuth;
import org.mailstead.web.FormFields;
import org.mailstead.wire.Connection;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.ListenException;
import org.mailstead.wire.Listener;
import org.mailstead.wire.Permits;
import org.mailstead.wire.SelfSigned;
import org.mailstead.wire.TlsClient;
import org.mailstead.wire.TlsServer;
import org.mailstead.wire.TrustedRoots;

/** As much of a provider as signs somebody in: pages and tokens of OAuth over HTTP, and an IMAP server that takes these tokens only. */
final class MadeUpProvider implements AutoCloseable {
    static final String HOST = "mail.imitated.test";

    /** Whose mailboxes a token opens, by the token. */
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    private final AtomicInteger count = new AtomicInteger();
    private final HttpServer web;
    private final Listener imap;
    private final Path certificate;

    /** Who sits before the browser, and signs in at once. */
    volatile String person = "ann@contoso.test";

    MadeUpProvider(Path folder) throws IOException, ListenException {
        certificate = folder.resolve("imitated.pem");
        Path key = folder.resolve("imitated.key");
        SelfSigned.write(certificate, key, List.of(HOST), Clock.systemUTC());
        var port = new Listener.Port(
                "imitated",
                "none",
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
                TlsServer.fromPem(certificate, key, Clock.systemUTC()),
                "");
        imap = Listener.open(port, new Permits(50, 50), this::imap);
        web = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 10);
        web.createContext("/authorize", this::authorize);
        web.createContext("/token", this::token);
        web.createContext(
                "/device",
                exchange -> answer(
                        exchange,
                        200,
                        "{\"device_code\":\"d\",\"user_code\":\"ABCD-EFGH\",\"verification_uri\":\"https://login.imitated.test/device\",\"expires_in\":600}"));
        web.start();
    }

    String base() {
        return "http://127.0.0.1:" + web.getAddress().getPort();
    }

    OAuth oauth() {
        return new OAuth(
                base() + "/authorize",
                base() + "/token",
                Optional.of(base() + "/device"),
                Map.of(Protocol.IMAP, List.of("mail")),
                OAuth.Registration.OWN);
    }

    List<MailServer> servers(String address) {
        return List.of(
                new MailServer(Protocol.IMAP, HOST, imap.port(), Security.TLS, address),
                // Nobody listens there.
                new MailServer(Protocol.SMTP, HOST, 1, Security.STARTTLS, address));
    }

    Outside outside() throws IOException {
        return new Outside(
                _ -> List.of(InetAddress.ofLiteral("127.0.0.1")),
                Dialer.from(List.of()),
                new TlsClient(TrustedRoots.read(certificate)));
    }

    /** All that somebody was given is good for nothing from now on. */
    void revoke(String address) {
        tokens.values().removeIf(address::equals);
    }

    private String given(String address) {
        String token = "token-" + count.incrementAndGet();
        tokens.put(token, address);
        return token;
    }

    /** The person's browser opens a page and goes where it is sent. @return the page that it stops at */
    static HttpResponse<String> browse(URI page) throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build()) {
            return client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static FormFields fields(String text) throws IOException {
        try {
            return FormFields.parse(text);
        } catch (FormFields.Malformed e) {
            throw new IOException(e);
        }
    }

    private void authorize(HttpExchange exchange) throws IOException {
        FormFields query = fields(exchange.getRequestURI().getRawQuery());
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        query.orEmpty("redirect_uri") + "?code=" + given(person) + "&state=" + query.orEmpty("state"));
        answer(exchange, 302, "");
    }

    private void token(HttpExchange exchange) throws IOException {
        FormFields form = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (form.orEmpty("grant_type").endsWith("device_code")) {
            answer(exchange, 400, "{\"error\":\"authorization_pending\"}");
            return;
        }
        String shown = form.find("refresh_token").orElse(form.orEmpty("code"));
        String address = tokens.get(shown);
        if (address == null)
            answer(
                    exchange,
                    400,
                    "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS50173: <b>changed</b>\"}");
        else
            answer(
                    exchange,
                    200,
                    "{\"access_token\":\"" + given(address) + "\",\"refresh_token\":\"" + given(address)
                            + "\",\"expires_in\":3600,\"id_token\":\"x." + base64("{\"email\":\"" + address + "\"}")
                            + ".y\"}");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private void imap(Connection connection) throws IOException {
        connection.within(Duration.ofSeconds(30), Duration.ofMinutes(5));
        connection.write("* OK imitated\r\n");
        for (byte[] line = connection.readLine(8192); line != null; line = connection.readLine(8192)) {
            String[] words = new String(line, StandardCharsets.UTF_8).split(" ");
            switch (words[1]) {
                case "CAPABILITY" -> connection.write("* CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2\r\n");
                case "AUTHENTICATE" -> {
                    String shown = new String(Base64.getDecoder().decode(words[3]), StandardCharsets.UTF_8);
                    String token = shown.replaceAll("(?s).*Bearer ([^\1]*).*", "$1");
                    String user = shown.replaceAll("(?s)user=([^\1]*).*", "$1");
                    if (!user.equals(tokens.get(token))) {
                        connection.write(words[0] + " NO AUTHENTICATE failed.\r\n");
                        continue;
                    }
                }
                case "LOGOUT" -> {
                    return;
                }
                default -> {}
            }
            connection.write(words[0] + " OK done\r\n");
        }
    }

    @Override
    public void close() {
        web.stop(0);
        imap.close();
    }
}
