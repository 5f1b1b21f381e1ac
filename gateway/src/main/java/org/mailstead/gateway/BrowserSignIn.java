package org.mailstead.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.mailstead.gateway.TokenAnswer.Granted;
import org.mailstead.gateway.Trouble.Kind;

/**
 * Signing in by the browser of this machine: the provider sends it back to a port that is open here until then. RFC 8252 §7.3. What comes with
 * another state than was sent along belongs to something else, or is meant to sign us in as somebody else (RFC 6749 §10.12): it is
 * refused, and the right one is waited for.
 */
final class BrowserSignIn implements AutoCloseable {
    /** For a person with a second factor who has to look for it first. */
    static final Duration TIME = Duration.ofMinutes(10);

    /** Requests that wait: a browser asks for the page and a picture. */
    private static final int BACKLOG = 10;

    private static final int QUERY = 16 * 1024;

    private final String address;
    private final TokenService service;
    private final Optional<URI> back;
    private final Pkce pkce;
    private final String state;
    private final URI redirect;
    private final List<HttpServer> servers = new ArrayList<>();
    private final BlockingQueue<Map<String, String>> answers = new ArrayBlockingQueue<>(1);
    private boolean answered;

    private BrowserSignIn(String address, TokenService service, int port, Optional<URI> back, RandomGenerator random)
            throws IOException {
        this.address = address;
        this.service = service;
        this.back = back;
        pkce = Pkce.draw(random);
        state = Pkce.text(random);
        var first = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), BACKLOG);
        servers.add(first);
        int taken = first.getAddress().getPort();
        redirect = URI.create("http://" + service.loopbackName() + ":" + taken);
        try {
            // A browser may take the name localhost for this one.
            servers.add(HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("::1"), taken), BACKLOG));
        } catch (IOException e) {
            // A machine without IPv6.
        }
        for (HttpServer each : servers) {
            each.createContext("/", this::answer);
            each.start();
        }
    }

    /**
     * @param port that the provider sends the browser to; 0 for any
     * @param back where the browser goes when it has brought the answer: a page of this machine; empty if it stays
     * @param random a secure one
     */
    static BrowserSignIn begin(
            String address, TokenService service, int port, Optional<URI> back, RandomGenerator random) throws NotNow {
        try {
            return new BrowserSignIn(address, service, port, back, random);
        } catch (IOException e) {
            throw new NotNow(
                    Kind.REGISTRATION,
                    "Port " + port + " of this machine cannot be opened for signing in: " + e.getMessage());
        }
    }

    /** Where to send the browser. */
    URI page() {
        return service.page(address, redirect, state, pkce.challenge());
    }

    /** Waits until the person has signed in. @throws NotNow if that does not happen */
    Granted await(Duration time) throws NotNow {
        Map<String, String> answer;
        try {
            answer = answers.poll(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer = null;
        }
        if (answer == null)
            throw new NotNow(Kind.SIGN_IN_AGAIN, "Nobody signed in for " + address + " in time. Begin again.");
        String error = answer.getOrDefault("error", "");
        if (!error.isEmpty()) {
            String words = TokenAnswer.line(answer.getOrDefault("error_description", ""));
            throw new NotNow(Refusals.of(new TokenAnswer.Refused(TokenAnswer.line(error), words), address));
        }
        return switch (service.exchange(answer.getOrDefault("code", ""), pkce.verifier(), redirect)) {
            case Granted granted -> granted;
            case TokenAnswer.Refused refused -> throw new NotNow(Refusals.of(refused, address));
            case TokenAnswer.Unusable unusable ->
                throw new NotNow(
                        Kind.PROVIDER, "The provider of " + address + " gives no token: " + unusable.why() + ".");
            case TokenAnswer.DeviceCode _ ->
                throw new NotNow(Kind.PROVIDER, "The provider of " + address + " gives a code where a token was due.");
        };
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String raw = exchange.getRequestURI().getRawQuery();
            if (!exchange.getRequestMethod().equals("GET")
                    || !exchange.getRequestURI().getPath().equals("/")) {
                say(exchange, 404, "There is nothing here.");
                return;
            }
            Map<String, String> query = query(raw == null ? "" : raw);
            boolean mine = MessageDigest.isEqual(
                    query.getOrDefault("state", "").getBytes(StandardCharsets.UTF_8),
                    state.getBytes(StandardCharsets.UTF_8));
            if (!mine) {
                say(exchange, 400, "This is not the answer that is waited for. Begin again from where you started.");
            } else if (!query.containsKey("code") && !query.containsKey("error")) {
                say(exchange, 400, "The provider has sent neither a code nor a reason.");
            } else if (!take(query)) {
                say(exchange, 410, "This answer was used already.");
            } else if (back.isPresent()) {
                goBack(exchange, back.get());
            } else if (query.containsKey("error")) {
                say(exchange, 200, "The provider did not let you in. The window in which you started says why.");
            } else {
                say(
                        exchange,
                        200,
                        "The provider let you in. Close this window, and go on in the one in which you started.");
            }
        }
    }

    private synchronized boolean take(Map<String, String> query) {
        if (answered) return false;
        answered = true;
        return answers.offer(query);
    }

    /** The first of each name; what cannot be read is left out. */
    static Map<String, String> query(String raw) {
        var query = new HashMap<String, String>();
        if (raw.length() > QUERY) return query;
        for (String part : raw.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals <= 0) continue;
            try {
                query.putIfAbsent(
                        URLDecoder.decode(part.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                // Not encoded as it should be.
            }
        }
        return query;
    }

    /** By a page and not by a redirect: that would count as one of the provider's, and cookies of this machine would stay away. */
    private static void goBack(HttpExchange exchange, URI back) throws IOException {
        String there = back.toString().replace("&", "&amp;");
        String refresh = "<meta http-equiv=refresh content=\"0;url=" + there + "\">";
        write(exchange, 200, refresh + "<p><a href=\"" + there + "\">Mailstead</a></p>");
    }

    private static void say(HttpExchange exchange, int status, String sentence) throws IOException {
        write(exchange, status, "<p>" + sentence + "</p>");
    }

    private static void write(HttpExchange exchange, int status, String body) throws IOException {
        byte[] page =
                ("<!doctype html><meta charset=utf-8><title>Mailstead</title>" + body).getBytes(StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "text/html; charset=utf-8");
        headers.set("Content-Security-Policy", "default-src 'none'");
        headers.set("Cache-Control", "no-store");
        // The code stands in the address of this page.
        headers.set("Referrer-Policy", "no-referrer");
        exchange.sendResponseHeaders(status, page.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(page);
        }
    }

    /** The port is closed; who comes later finds nobody. */
    @Override
    public void close() {
        for (HttpServer each : servers) each.stop(0);
    }
}
