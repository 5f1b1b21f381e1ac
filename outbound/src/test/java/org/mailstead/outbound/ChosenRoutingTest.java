package org.mailstead.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.directory.Route;
import org.mailstead.directory.Route.Protocol;
import org.mailstead.directory.Route.Security;
import org.mailstead.testkit.ScriptedServer;

/** Routes as they are kept, against servers that follow a script. */
@Timeout(60)
class ChosenRoutingTest {
    private static final String SIGN_IN = "C: AUTH PLAIN AG1lAHBhc3M=\nS: 235 2.7.0 welcome\n";
    private static final String QUIT = "C: QUIT\nS: 221 bye\n";
    private static final Optional<Route.Login> ME = Optional.of(new Route.Password("me", "pass"));

    @TempDir
    Path folder;

    private final Deque<String> tokenAnswers = new ArrayDeque<>();
    private final Deque<String> tokenQuestions = new ArrayDeque<>();
    private HttpServer provider;
    private Instant now = Instant.parse("2026-01-15T12:00:00Z");
    private final AccessTokens tokens = new AccessTokens(() -> now);

    @BeforeEach
    void provider() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/token", exchange -> {
            tokenQuestions.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = tokenAnswers.remove().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer[0] == '{' && answer[1] == '"' ? 200 : 400, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        provider.start();
    }

    @AfterEach
    void end() {
        provider.stop(0);
    }

    private static Route to(ScriptedServer server, Protocol protocol, Security security, Optional<Route.Login> login) {
        return new Route("*", "127.0.0.1", server.address().getPort(), protocol, security, false, login);
    }

    private String tried(Route route) throws IOException {
        return new RouteTrial("us.test", () -> now).of(route);
    }

    private static String hello(String verb, String offer) {
        return "S: 220 hi\nC: " + verb + " us.test\nS: 250-hub.test\nS: 250 " + offer + "\n";
    }

    @Test
    void mailOfADomainWithARouteTakesIt() {
        var route = new Route("*", "hub.test", 2525, Protocol.LMTP, Security.NONE, true, Optional.empty());
        var routing = new ChosenRouting(
                domain -> domain.equals("there.test") ? Optional.of(route) : Optional.empty(), tokens, new NoRouting());
        assertThat(routing.find(new Destination("there.test")))
                .isInstanceOfSatisfying(
                        Routing.Route.Hosts.class,
                        found -> assertThat(found.hosts().getFirst().toString()).isEqualTo("hub.test"));
        assertThat(routing.find(new Destination("other.test"))).isInstanceOf(Routing.Route.Nowhere.class);
    }

    @Test
    void signsInOnThisMachineWithoutTls() throws IOException {
        try (var hub = new ScriptedServer(hello("EHLO", "AUTH PLAIN") + SIGN_IN + QUIT)) {
            assertThat(tried(to(hub, Protocol.SMTP, Security.NONE, ME)))
                    .isEqualTo("127.0.0.1 answers, in plain text, and lets me sign in.");
        }
    }

    @Test
    void speaksLmtp() throws IOException {
        try (var hub = new ScriptedServer(hello("LHLO", "PIPELINING") + QUIT)) {
            assertThat(tried(to(hub, Protocol.LMTP, Security.AUTO, Optional.empty())))
                    .isEqualTo("127.0.0.1 answers, in plain text.");
        }
    }

    @Test
    void encryptionThatWasAskedForIsNotLeftOut() throws IOException {
        try (var hub = new ScriptedServer(hello("EHLO", "AUTH PLAIN") + "SILENCE\n")) {
            assertThatThrownBy(() -> tried(to(hub, Protocol.SMTP, Security.STARTTLS, ME)))
                    .hasMessage("it does not offer STARTTLS, and the route to it asks for that");
        }
    }

    @Test
    void noPasswordForAServerThatDoesNotProveWhoItIs() throws Exception {
        var tls = new TestTls(folder, "other.test");
        var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var hub =
                new ScriptedServer(here, tls::over, List.of("TLS\n" + hello("EHLO", "AUTH PLAIN") + "SILENCE\n"))) {
            assertThatThrownBy(() -> tried(to(hub, Protocol.SMTP, Security.TLS, ME)))
                    .hasMessageStartingWith("it does not prove who it is: the certificate is ");
        }
        try (var hub =
                new ScriptedServer(here, tls::over, List.of("TLS\n" + hello("EHLO", "AUTH PLAIN") + SIGN_IN + QUIT))) {
            var route = new Route("*", "127.0.0.1", hub.address().getPort(), Protocol.SMTP, Security.TLS, true, ME);
            assertThat(tried(route)).contains("does not prove who it is").endsWith(", and lets me sign in.");
        }
    }

    @Test
    void tokensAreFetchedWhenTheyEnd() throws IOException {
        tokenAnswers.add("{\"access_token\":\"first\",\"expires_in\":3600,\"x\":{\"y\":[1]}}");
        tokenAnswers.add("{\"expires_in\":\"100\",\"access_token\":\"second\"}");
        assertThat(tokens.of(oauth())).isEqualTo("first");
        now = now.plusSeconds(3500);
        assertThat(tokens.of(oauth())).isEqualTo("first");
        now = now.plusSeconds(60);
        assertThat(tokens.of(oauth())).isEqualTo("second");
        assertThat(tokenQuestions).hasSize(2).contains("grant_type=refresh_token&refresh_token=r%2B1&client_id=id");
    }

    @Test
    void aTokenThatIsRefusedIsToldWithTheReason() {
        tokenAnswers.add("{ \"error\":\"invalid_grant\",\"error_description\":\"it has ended\\nmore\"}");
        assertThatThrownBy(() -> tokens.of(oauth()))
                .hasMessage("No token for me: 127.0.0.1 refuses with 400, it has ended. Allow it anew and add the route"
                        + " again.");
        tokenAnswers.add("<html>");
        assertThatThrownBy(() -> tokens.of(oauth())).hasMessageContaining("no reason given");
    }

    @Test
    void aTokenSignsIn() throws IOException {
        tokenAnswers.add("{\"access_token\":\"t0\"}");
        String response =
                Base64.getEncoder().encodeToString("user=me\1auth=Bearer t0\1\1".getBytes(StandardCharsets.US_ASCII));
        try (var hub = new ScriptedServer(
                hello("EHLO", "AUTH XOAUTH2") + "C: AUTH XOAUTH2 " + response + "\nS: 235 2.7.0 welcome\n" + QUIT)) {
            assertThat(tried(to(hub, Protocol.SMTP, Security.NONE, Optional.of(oauth()))))
                    .endsWith("lets me sign in.");
        }
    }

    private Route.OAuth oauth() {
        String url = "http://127.0.0.1:" + provider.getAddress().getPort() + "/token";
        return new Route.OAuth("me", url, "id", "", "r+1");
    }
}
