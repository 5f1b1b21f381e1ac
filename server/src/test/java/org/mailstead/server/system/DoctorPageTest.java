package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.policy.PolicySettings;
import org.mailstead.server.config.MailPort;
import org.mailstead.store.MemoryStore;
import org.mailstead.web.FormFields;

/** The doctor's page on a whole server: who gets to see it, and who may ask for the server's view. */
class DoctorPageTest {
    private static final Pattern COOKIE = Pattern.compile("(?im)^Set-Cookie: ([^=]+)=([^;]*);");
    private static final Pattern SEAL = Pattern.compile("name=\"seal\" value=\"([^\"]+)\"");
    private static final Pattern PASS = Pattern.compile("\\?pass=([A-Za-z0-9._-]+)");
    private static final String VIEW = "/doctor/view?domain=example.org&hosts=mail.example.org";

    @TempDir
    Path folder = Path.of("");

    private final Map<String, String> cookies = new LinkedHashMap<>();

    @Test
    void isForPeopleOfThisServer() throws Exception {
        TestServer.makeCertificate(folder);
        try (var server = TestServer.receiving(
                TestServer.people(new MemoryStore(TestServer.CLOCK)),
                folder,
                PolicySettings.STANDARD,
                new ScriptedResolver(
                        "nowhere.example MX 10 inside.nowhere.example\ninside.nowhere.example A 10.0.0.9\n"))) {
            String door = ask(server, "GET", "/doctor", "");
            assertThat(door).startsWith("HTTP/1.1 200").contains("Sign in with your account here");
            assertThat(ask(server, "GET", "/doctor/x", "")).contains("Sign in with your account here");
            assertThat(ask(server, "GET", VIEW, ""))
                    .startsWith("HTTP/1.1 403")
                    .contains("signed in on its page /doctor");
            assertThat(ask(server, "POST", "/doctor", "address=x%40example.org"))
                    .startsWith("HTTP/1.1 403");
            String in = ask(server, "POST", "/doctor", form(door, "ann@example.test", "not-it-at-all"));
            assertThat(in).startsWith("HTTP/1.1 403").doesNotContain("not-it-at-all");
            in = ask(server, "POST", "/doctor", form(door, "ann@example.test", "ann-secret"));
            assertThat(in).startsWith("HTTP/1.1 303").contains("Location: /doctor");
            String page = ask(server, "GET", "/doctor", "");
            assertThat(page).contains("Examine</button>", "value=\"ann@example.test\"", "--from-server");
            String inside = ask(
                    server,
                    "POST",
                    "/doctor",
                    form(page, "ann@nowhere.example", "secret of ann") + "&in-host=127.0.0.1&in-port="
                            + server.port(MailPort.IMAPS));
            assertThat(inside).startsWith("HTTP/1.1 303");
            String result = result(server, inside);
            assertThat(result)
                    .contains("127.0.0.1")
                    .doesNotContain("secret of ann")
                    .doesNotContain("OPEN");
            var pass = PASS.matcher(page);
            assertThat(pass.find()).isTrue();
            cookies.clear();
            assertThat(ask(server, "GET", "/doctor/view?domain=10.0.0.1&hosts=10.0.0.1&pass=" + pass.group(1), ""))
                    .startsWith("HTTP/1.1 400");
        }
    }

    private String result(TestServer server, String sent) throws Exception {
        String place = sent.replaceAll("(?s).*\nLocation: ([^\n]+)\n.*", "$1");
        while (ask(server, "GET", place + "&state=1", "").contains("\"done\":false")) Thread.sleep(50);
        return ask(server, "GET", place, "");
    }

    private static String form(String page, String address, String password) {
        var seal = SEAL.matcher(page);
        assertThat(seal.find()).isTrue();
        return "seal=" + FormFields.encoded(seal.group(1)) + "&address=" + FormFields.encoded(address) + "&password="
                + FormFields.encoded(password);
    }

    private String ask(TestServer server, String method, String path, String body) throws IOException {
        try (var client = Client.connectTls(server.port(MailPort.HTTPS))) {
            String cookie = cookies.entrySet().stream()
                    .map(each -> each.getKey() + "=" + each.getValue())
                    .collect(Collectors.joining("; "));
            client.send(method + " " + path + " HTTP/1.1\r\nHost: mail.example.test\r\nConnection: close\r\n"
                    + (cookie.isEmpty() ? "" : "Cookie: " + cookie + "\r\n")
                    + (method.equals("POST")
                            ? "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                                    + "\r\n"
                            : "")
                    + "\r\n" + body);
            var answer = new StringBuilder();
            for (Optional<String> line = client.line(); line.isPresent(); line = client.line())
                answer.append(line.get()).append('\n');
            var set = COOKIE.matcher(answer);
            while (set.find()) cookies.put(set.group(1), set.group(2));
            return answer.toString();
        }
    }
}
