package org.mailstead.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.Provider.OAuth;

/** An imitated provider's OAuth server over HTTP on the loopback interface, with the page on which people sign in. */
final class ImitatedProvider implements AutoCloseable {
    static final String CLIENT = ImitatedTokens.CLIENT;

    final ImitatedTokens tokens;
    private final HttpServer server;

    /** Who sits before the browser. */
    volatile String person = "ann@contoso.test";

    volatile boolean declines;

    ImitatedProvider(ImitatedTokens tokens) throws IOException {
        this.tokens = tokens;
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/authorize", this::authorize);
        server.createContext("/", this::post);
        server.start();
    }

    OAuth oauth() {
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        return oauth(base);
    }

    static OAuth oauth(String base) {
        return new OAuth(
                base + "/authorize",
                base + "/token",
                Optional.of(base + "/devicecode"),
                Map.of(
                        Protocol.IMAP,
                        List.of("imitated/imap", "offline_access"),
                        Protocol.POP3,
                        List.of("imitated/pop"),
                        Protocol.SMTP,
                        List.of("imitated/smtp", "offline_access")),
                OAuth.Registration.OWN);
    }

    /** What the browser of a person does: opens the page, signs in, goes where it is sent. @return what it is shown last */
    static String browse(URI page) throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build()) {
            return client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> query = BrowserSignIn.query(exchange.getRequestURI().getRawQuery());
        String redirect = query.getOrDefault("redirect_uri", "");
        boolean known = CLIENT.equals(query.get("client_id")) && "S256".equals(query.get("code_challenge_method"));
        if (!known || !redirect.startsWith("http://127.0.0.1:")) {
            answer(exchange, 400, "<html>This program is not known.</html>");
            return;
        }
        String said = declines
                ? "error=access_denied&error_description=AADSTS65004%3A+declined"
                : "code=" + tokens.authorize(person, query.getOrDefault("code_challenge", ""), redirect);
        exchange.getResponseHeaders().set("Location", redirect + "?" + said + "&state=" + query.get("state"));
        answer(exchange, 302, "");
    }

    private void post(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try {
            Forms.Answer answer = tokens.post(exchange.getRequestURI(), BrowserSignIn.query(form));
            answer(exchange, answer.status(), new String(answer.body(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            exchange.close();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
