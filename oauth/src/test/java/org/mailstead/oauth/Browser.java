package org.mailstead.oauth;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.BrowserSignIn;
import org.mailstead.directory.Caller;
import org.mailstead.directory.SignIn;
import org.mailstead.directory.SignInSettings;
import org.mailstead.directory.SignIns;
import org.mailstead.directory.Use;
import org.mailstead.web.Route;
import org.mailstead.web.WebRefusal;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;

/** Somebody before the pages of a provider, with a jar for cookies; programs ask with it too. */
final class Browser {
    static final String ISSUER = "https://mail.example.test";
    static final String CODE_OF_SECOND_FACTOR = "123456";

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    final Map<String, String> headers = new HashMap<>();
    InetAddress from = House.FROM;

    private final List<Route> routes;
    private @Nullable String cookie;

    private Browser(List<Route> routes) {
        this.routes = routes;
    }

    /** Another one that looks at the same pages. */
    Browser another() {
        return new Browser(routes);
    }

    /** @param second who has a second factor */
    static Browser before(House house, String... second) {
        SignIns signIns = house.directory.signIns(SignInSettings.STANDARD);
        BrowserSignIn people =
                (user, password, code, from) -> switch (signIns.password(user, password, Caller.of(Use.WEB, from))) {
                    case SignIn.Welcome(var account, var _) -> {
                        if (!List.of(second).contains(account.address().toString()))
                            yield new BrowserSignIn.Outcome.Welcome(account);
                        if (code.isEmpty()) yield new BrowserSignIn.Outcome.SecondFactorWanted();
                        yield code.get().equals(CODE_OF_SECOND_FACTOR)
                                ? new BrowserSignIn.Outcome.Welcome(account)
                                : new BrowserSignIn.Outcome.Wrong();
                    }
                    case SignIn.Refused refused ->
                        refused.reason() == SignIn.Reason.TOO_MANY_TRIES
                                ? new BrowserSignIn.Outcome.TryLater()
                                : new BrowserSignIn.Outcome.Wrong();
                    case SignIn.Unavailable() -> new BrowserSignIn.Outcome.TryLater();
                };
        var provider = new Provider(
                () -> ISSUER,
                house.grants,
                house.directory.secrets(),
                new Provider.Surroundings(people, house.clock, new Random(9)));
        return new Browser(provider.routes(host -> true));
    }

    WebResponse get(String path, Map<String, String> query) {
        return ask("GET", path, form(query), new byte[0]);
    }

    WebResponse post(String path, Map<String, String> fields) {
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        return ask("POST", path, null, form(fields).getBytes(StandardCharsets.UTF_8));
    }

    /** Sends the form of a page, with some fields filled in. */
    WebResponse send(WebResponse page, String path, String... fields) {
        var all = hidden(page);
        for (int i = 0; i < fields.length; i += 2) all.put(fields[i], fields[i + 1]);
        return post(path, all);
    }

    static Map<String, String> hidden(WebResponse page) {
        var all = new LinkedHashMap<String, String>();
        var input = HIDDEN.matcher(text(page));
        while (input.find()) all.put(unescaped(input.group(1)), unescaped(input.group(2)));
        return all;
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(each -> Parameters.encoded(each.getKey()) + "=" + Parameters.encoded(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    WebResponse ask(String method, String path, @Nullable String query, byte[] body) {
        Route route = routes.stream()
                .filter(each -> each.path().equals(path))
                .findFirst()
                .orElseThrow();
        var handler = Objects.requireNonNull(route.handlers().get(method));
        try {
            WebResponse answer = handler.answer(request(route, method, path, query, body));
            String set = answer.headers().get("Set-Cookie");
            if (set != null) cookie = set.substring(0, set.indexOf(';'));
            return answer;
        } catch (WebRefusal refusal) {
            return refusal.response();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private WebRequest request(Route route, String method, String path, @Nullable String query, byte[] body) {
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
                return name.equals("Cookie") ? cookie : headers.get(name);
            }

            @Override
            public InetAddress remote() {
                return from;
            }

            @Override
            public byte[] body() {
                if (body.length > route.bodyBytes())
                    throw new WebRefusal(WebResponse.sentence(413, "That is too large."));
                return body;
            }
        };
    }

    static String text(WebResponse answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    static Map<String, Object> json(WebResponse answer) {
        try {
            return JSONObjectUtils.parse(text(answer));
        } catch (ParseException e) {
            throw new AssertionError(text(answer), e);
        }
    }

    static String string(WebResponse answer, String name) {
        return String.valueOf(json(answer).get(name));
    }

    /** What the browser brings to the program. */
    static Parameters brought(WebResponse answer) {
        return Parameters.parse(
                URI.create(Objects.requireNonNull(answer.headers().get("Location")))
                        .getRawQuery());
    }
}
