package org.mailstead.consulting;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailstead.web.FormFields;
import org.mailstead.web.Route;
import org.mailstead.web.WebRefusal;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;

/** Somebody with a browser. Remembers all that was shown. */
final class Browser {
    private static final Pattern INPUT = Pattern.compile("<input [^>]*?name=\"([^\"]*)\" value(?:=\"([^\"]*)\")?");

    final Map<String, String> headers = new TreeMap<>();
    final StringBuilder shown = new StringBuilder();
    InetAddress from = InetAddress.ofLiteral("198.51.100.7");
    private final List<Route> routes;

    Browser(List<Route> routes) {
        this.routes = routes;
    }

    WebResponse get(String address) {
        return ask("GET", address, "");
    }

    /** Sends the form of a page with some fields filled in. */
    WebResponse send(WebResponse page, String... fields) {
        var all = new LinkedHashMap<String, String>();
        var input = INPUT.matcher(text(page));
        while (input.find())
            if (!input.group(1).startsWith("symptom"))
                all.put(input.group(1), unescaped(Objects.requireNonNullElse(input.group(2), "")));
        for (int i = 0; i < fields.length; i += 2) all.put(fields[i], fields[i + 1]);
        var body = new StringBuilder();
        all.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(FormFields.encoded(name))
                .append('=')
                .append(FormFields.encoded(value)));
        return ask("POST", DoctorPages.PATH, body.toString());
    }

    /** Waits as the page does, until there is a result. */
    String result(WebResponse sent) throws InterruptedException {
        String place = Objects.requireNonNull(sent.headers().get("Location"));
        while (text(get(place + "&state=1")).contains("\"done\":false")) Thread.sleep(20);
        return place;
    }

    static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    static String text(WebResponse answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    WebResponse ask(String method, String address, String body) {
        int mark = address.indexOf('?');
        String path = mark < 0 ? address : address.substring(0, mark);
        Optional<Route> exact =
                routes.stream().filter(each -> each.path().equals(path)).findFirst();
        Route route = exact.orElseGet(() -> routes.stream()
                .filter(each -> each.path().equals(DoctorPages.PATH + "/*"))
                .findFirst()
                .orElseThrow());
        WebResponse answer;
        try {
            answer = Objects.requireNonNull(route.handlers().get(method))
                    .answer(request(method, path, mark < 0 ? null : address.substring(mark + 1), body));
        } catch (WebRefusal refusal) {
            answer = refusal.response();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        shown.append(answer.headers()).append('\n').append(text(answer)).append('\n');
        return answer;
    }

    private WebRequest request(String method, String path, @Nullable String query, String body) {
        return new WebRequest() {
            @Override
            public String method() {
                return method;
            }

            @Override
            public String host() {
                return "mail.example.test";
            }

            @Override
            public String path() {
                return path;
            }

            @Override
            public @Nullable String query() {
                return query;
            }

            @Override
            public @Nullable String header(String name) {
                return headers.get(name);
            }

            @Override
            public InetAddress remote() {
                return from;
            }

            @Override
            public byte[] body() {
                return body.getBytes(StandardCharsets.UTF_8);
            }
        };
    }
}
