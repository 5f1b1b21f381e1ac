package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.server.config.MailPort;
import org.mailstead.store.MemoryStore;

/** On the pages of a whole server, over HTTPS; and into the mail, over IMAP. */
class OAuthTest {
    private static final String VERIFIER = "a-verifier-of-forty-three-characters-or-more";
    private static final Pattern HIDDEN = Pattern.compile("type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");

    @TempDir
    Path folder = Path.of("");

    @Test
    void aProgramIsLetIn() throws Exception {
        TestServer.makeCertificate(folder);
        try (var server = TestServer.start(TestServer.people(new MemoryStore(TestServer.CLOCK)), folder, 100)) {
            String issuer = "https://mail.example.test:" + server.port(MailPort.HTTPS);
            assertThat(ask(server, "GET", "/.well-known/oauth-authorization-server", "", ""))
                    .startsWith("HTTP/1.1 200 OK\n")
                    .contains("\"issuer\":\"" + issuer + "\"");
            var asking = new LinkedHashMap<>(Map.of(
                    "response_type", "code",
                    "client_id", "open",
                    "redirect_uri", "http://127.0.0.1:1/",
                    "code_challenge", challenge(),
                    "code_challenge_method", "S256"));
            String page = ask(server, "GET", "/oauth/authorize?" + form(asking), "", "");
            var fields = new LinkedHashMap<String, String>();
            for (var input = HIDDEN.matcher(page); input.find(); ) fields.put(input.group(1), input.group(2));
            fields.putAll(Map.of("user", "ann@example.test", "password", "ann-secret", "decision", "yes"));
            String cookie = after(page, "Set-Cookie: ").replaceAll(";.*", "");
            String sent = ask(server, "POST", "/oauth/authorize", "Cookie: " + cookie + "\r\n", form(fields));
            assertThat(sent).startsWith("HTTP/1.1 303 ");
            String code = after(sent, "?code=").replaceAll("[&\n].*", "");
            String tokens = ask(
                    server,
                    "POST",
                    "/oauth/token",
                    "",
                    form(Map.of(
                            "grant_type",
                            "authorization_code",
                            "code",
                            code,
                            "client_id",
                            "open",
                            "code_verifier",
                            VERIFIER)));
            assertThat(tokens).startsWith("HTTP/1.1 200 OK\n");
            String token = after(tokens, "\"access_token\":\"").replaceAll("\".*", "");
            assertThat(signIn(server, "ann@example.test", token)).startsWith("a OK ");
            assertThat(signIn(server, "bob@example.test", token)).startsWith("+ ");
            assertThat(signIn(server, "ann@example.test", token + "A")).startsWith("+ ");
        }
    }

    /** The first answer over IMAP. */
    private static String signIn(TestServer server, String user, String token) throws IOException {
        String response = "user=" + user + "\1auth=Bearer " + token + "\1\1";
        try (var client = Client.connectTls(server.port(MailPort.IMAPS))) {
            client.line();
            client.send("a AUTHENTICATE XOAUTH2 "
                    + Base64.getEncoder().encodeToString(response.getBytes(StandardCharsets.US_ASCII)) + "\r\n");
            return client.line().orElseThrow();
        }
    }

    private static String challenge() throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String after(String text, String begin) {
        assertThat(text).contains(begin);
        String rest = text.substring(text.indexOf(begin) + begin.length());
        return rest.substring(0, rest.indexOf('\n'));
    }

    private static String ask(TestServer server, String method, String path, String headers, String form)
            throws IOException {
        try (var client = Client.connectTls(server.port(MailPort.HTTPS))) {
            client.send(method + " " + path + " HTTP/1.1\r\nHost: mail.example.test\r\nConnection: close\r\n" + headers
                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                    + "\r\n\r\n" + form);
            var answer = new StringBuilder();
            for (Optional<String> line = client.line(); line.isPresent(); line = client.line())
                answer.append(line.get()).append('\n');
            return answer.toString();
        }
    }
}
