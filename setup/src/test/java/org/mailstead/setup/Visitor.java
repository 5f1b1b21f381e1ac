package org.mailstead.setup;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.Account;
import org.mailstead.directory.BrowserSignIn;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordHashing;
import org.mailstead.directory.SignInSettings;
import org.mailstead.directory.SignIns;
import org.mailstead.directory.Use;
import org.mailstead.discovery.Domains;
import org.mailstead.discovery.Endpoint;
import org.mailstead.discovery.MailSettings;
import org.mailstead.discovery.ProfileLinks;
import org.mailstead.dns.DnsName;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.testkit.MovableClock;
import org.mailstead.web.FormFields;
import org.mailstead.web.Route;
import org.mailstead.web.WebRefusal;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;
import org.mailstead.why.Doors;
import org.mailstead.why.Explanations;

/** Somebody with a browser in front of a server with two people. */
final class Visitor {
    static final String PASSWORD = "correct horse";
    static final String ORIGIN = "https://mail.example.test";
    private static final Pattern INPUT = Pattern.compile("<input [^>]*?name=\"([^\"]*)\"(?: value=\"([^\"]*)\")?");

    /** The server, which all its visitors share. */
    static final class Place {
        final MovableClock clock = new MovableClock("2026-11-28T08:00:00Z");
        final Directory directory;
        final SignIns signIns;
        final Account ann;
        final List<Route> routes;
        private List<Endpoint> endpoints = List.of(
                new Endpoint(Protocol.IMAP, Security.TLS, 993),
                new Endpoint(Protocol.POP3, Security.TLS, 995),
                new Endpoint(Protocol.SMTP, Security.STARTTLS, 587));

        Place() {
            var store = MemoryStore.withConflicts(clock, new Random(7), 0.3);
            directory = new Directory(
                    store,
                    new PartitionWriter(store, new Random(1)),
                    new PasswordHashing(PasswordHashing.Cost.CHEAP),
                    clock,
                    new Random(2));
            directory.addDomain("example.test");
            directory.addDomain("bücher.test");
            ann = directory.addAccount(MailAddress.of("ann@example.test"), PASSWORD);
            directory.addAccount(MailAddress.of("bob@example.test"), PASSWORD);
            signIns = directory.signIns(SignInSettings.STANDARD);
            routes = new SetupPages(
                            directory,
                            new Known(),
                            new ProfileLinks(new byte[32], clock),
                            new Explanations(directory, Place::doors, clock, ZoneOffset.UTC),
                            new SetupPages.Surroundings(BrowserSignIn.by(signIns), () -> ORIGIN, clock, new Random(3)))
                    .routes(host -> true);
        }

        private static Doors doors() {
            return new Doors("mail.example.test", Map.of(Use.IMAP, 993), Map.of(), Optional.of(ORIGIN + "/setup"));
        }

        void offers(Endpoint... open) {
            endpoints = List.of(open);
        }

        private final class Known implements Domains {
            @Override
            public Optional<MailSettings> of(DnsName domain) {
                if (!directory.hasDomain(domain.toString())) return Optional.empty();
                var host = DnsName.of("mail.example.test");
                return Optional.of(new MailSettings(domain, host, endpoints, true, 443, Optional.empty()));
            }

            @Override
            public Optional<MailSettings> ofServer(DnsName name) {
                return Optional.empty();
            }
        }
    }

    final Place place;
    final Map<String, String> headers = new HashMap<>();
    final Map<String, String> cookies = new TreeMap<>();

    Visitor(Place place) {
        this.place = place;
    }

    WebResponse get(String address) {
        int mark = address.indexOf('?');
        return ask(
                "GET",
                mark < 0 ? address : address.substring(0, mark),
                mark < 0 ? null : address.substring(mark + 1),
                new byte[0]);
    }

    /** Sends the form of a page that has this button, with some fields filled in, and follows where that leads. */
    WebResponse send(WebResponse page, String action, String... fields) {
        var all = fields(page, "value=\"" + action + "\"");
        all.put(SetupPages.ACTION, action);
        for (int i = 0; i < fields.length; i += 2) all.put(fields[i], fields[i + 1]);
        return follow(post(SetupPages.PATH, all));
    }

    WebResponse post(String path, Map<String, String> fields) {
        var body = new StringBuilder();
        fields.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(FormFields.encoded(name))
                .append('=')
                .append(FormFields.encoded(value)));
        return ask("POST", path, null, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    WebResponse follow(WebResponse answer) {
        String place = answer.headers().get("Location");
        return answer.status() == 303 ? get(Objects.requireNonNull(place)) : answer;
    }

    static Map<String, String> fields(WebResponse page, String button) {
        for (String form : text(page).split("<form ")) {
            if (!form.contains(button)) continue;
            var all = new LinkedHashMap<String, String>();
            var input = INPUT.matcher(form);
            while (input.find())
                all.put(unescaped(input.group(1)), unescaped(Objects.requireNonNullElse(input.group(2), "")));
            return all;
        }
        throw new AssertionError("no form has " + button + ":\n" + text(page));
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

    WebResponse ask(String method, String path, @Nullable String query, byte[] body) {
        Route route = place.routes.stream()
                .filter(each -> each.path().equals(path))
                .findFirst()
                .or(() -> place.routes.stream()
                        .filter(each -> each.path().endsWith("*")
                                && each.path().equals(path.substring(0, path.lastIndexOf('/') + 1) + "*"))
                        .findFirst())
                .orElseThrow();
        try {
            var handler = Objects.requireNonNull(route.handlers().get(method));
            WebResponse answer = handler.answer(request(method, path, query, body));
            String set = answer.headers().get("Set-Cookie");
            if (set != null) keep(set);
            return answer;
        } catch (WebRefusal refusal) {
            return refusal.response();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keep(String set) {
        String pair = set.substring(0, set.indexOf(';'));
        String name = pair.substring(0, pair.indexOf('='));
        if (set.contains("Max-Age=0")) cookies.remove(name);
        else cookies.put(name, pair.substring(name.length() + 1));
    }

    private WebRequest request(String method, String path, @Nullable String query, byte[] body) {
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
                if (!name.equals("Cookie")) return headers.get(name);
                var all = new StringBuilder();
                cookies.forEach((key, value) -> all.append(all.isEmpty() ? "" : "; ")
                        .append(key)
                        .append('=')
                        .append(value));
                return all.isEmpty() ? null : all.toString();
            }

            @Override
            public InetAddress remote() {
                return InetAddress.ofLiteral("192.0.2.7");
            }

            @Override
            public byte[] body() {
                return body;
            }
        };
    }
}
