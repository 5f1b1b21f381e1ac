package org.mailstead.finder;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Mx;
import org.mailstead.dns.DnsRecord.Srv;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.tlspolicy.HttpAnswer;
import org.mailstead.tlspolicy.Https;
import org.mailstead.wire.Dialer;
import org.mailstead.wire.TimeLimit;

/** All places where settings of an address may be. Each is looked at once, however many programs look there. No password is sent. */
final class Places {
    private static final String AUTODISCOVER = "/autodiscover/autodiscover.xml";
    private static final String XML = "text/xml; charset=utf-8";

    /** Places one leads to after the other. */
    private static final int REDIRECTS = 3;

    private static final int OK = 200;

    private final String address;
    private final DnsName domain;
    private final Resolver resolver;
    private final Https https;
    private final TimeLimit time;
    private final ConcurrentHashMap<String, FutureTask<Look>> looks = new ConcurrentHashMap<>();

    Places(String address, DnsName domain, Surroundings around, TimeLimit time) {
        this.address = address;
        this.domain = domain;
        this.resolver = around.resolver();
        this.time = time;
        https = new Https(resolver, new Dialer(time), around.tls(), around.usable());
    }

    String address() {
        return address;
    }

    DnsName domain() {
        return domain;
    }

    private Look once(String place, Supplier<Look> look) {
        var first = new FutureTask<>(look::get);
        var before = looks.putIfAbsent(place, first);
        if (before != null) return of(before);
        first.run();
        return of(first);
    }

    private static Look of(FutureTask<Look> look) {
        try {
            return look.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while looking for settings", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** All that was looked at, each place once. */
    List<Look> all() {
        return looks.values().stream()
                .map(Places::of)
                .sorted(Comparator.comparing(Look::place))
                .distinct()
                .toList();
    }

    /**
     * Mozilla's document.
     *
     * @param strict by the rules of Thunderbird for Android, which names no address either
     */
    Look autoconfig(String url, boolean strict) {
        String asked = strict ? url : url + "?emailaddress=" + URLEncoder.encode(address, StandardCharsets.UTF_8);
        return once(asked + (strict ? " strictly" : ""), () -> document(asked, strict));
    }

    /** Mozilla's document in a directory of providers, which is told the domain and not the address. */
    Look database(String folder) {
        String url = folder + domain;
        return once(url, () -> document(url, false));
    }

    private Look document(String url, boolean strict) {
        return read(url, "", "", root -> {
            var servers = Documents.autoconfig(root, address);
            if (servers.isEmpty()) return other(url);
            var broken = strict ? Documents.strictly(root, servers.get()) : Optional.<String>empty();
            return broken.map(rule -> Look.trap(url, "settings that Thunderbird for Android refuses: " + rule, ""))
                    .orElseGet(() -> Look.found(url, servers.get(), Documents.told(root)));
        });
    }

    /** The newest form, with a digest in the DNS that it has to fit. */
    Look userAgentConfiguration() {
        var host = domain.under(UserAgentDocument.HOST_LABEL);
        if (host.isEmpty()) return Look.nothing(UserAgentDocument.HOST_LABEL, "the domain is too long");
        String url = "https://" + host.get() + UserAgentDocument.PATH;
        return once(url, () -> {
            try {
                var answer = ask(url, "", "");
                if (answer.status() != OK) return Look.nothing(url, "status " + answer.status());
                var digests = domain.under("_" + UserAgentDocument.HOST_LABEL)
                        .map(name -> records(name, RecordType.TXT))
                        .orElse(List.of());
                if (!UserAgentDocument.fits(answer.body(), digests))
                    return Look.trap(
                            url,
                            "a document that does not fit the digest of it in the DNS",
                            "Publish the record _" + host.get() + " TXT anew.");
                return UserAgentDocument.read(answer.body(), address)
                        .map(read -> Look.found(url, read.servers(), read.told()))
                        .orElseGet(() -> other(url));
            } catch (Https.NotProved e) {
                return certificate(url, e);
            } catch (IOException e) {
                return Look.nothing(url, time.words(e));
            }
        });
    }

    /** Whether something is there: the answer to a question is in its status. */
    Optional<Integer> status(String url) {
        try {
            return Optional.of(ask(url, "", "").status());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Exchange's first form. */
    Look autodiscover(String url) {
        String body =
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/"
                        + "autodiscover/outlook/requestschema/2006\"><Request><EMailAddress>" + escaped(address)
                        + "</EMailAddress><AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/"
                        + "responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>";
        return once(
                "POST " + url,
                () -> read(url, XML, body, root -> {
                    var error = Documents.error(root);
                    if (error.isPresent()) return Look.nothing(url, "an error: " + error.get());
                    return Documents.autodiscover(root)
                            .map(servers -> Look.found(url, servers))
                            .orElseGet(() -> other(url));
                }));
    }

    Look autodiscover(DnsName host) {
        return autodiscover("https://" + host + AUTODISCOVER);
    }

    /** Where a web server without TLS leads to. Programs follow to HTTPS only. */
    Look redirected(DnsName host) {
        String url = "http://" + host + AUTODISCOVER;
        return once(url, () -> {
            try {
                var answer = https.look(uri(url), "", new byte[0]);
                boolean leads = isRedirect(answer);
                return leads ? autodiscover(answer.location()) : Look.nothing(url, "does not lead to HTTPS");
            } catch (IOException e) {
                return Look.nothing(url, time.words(e));
            }
        });
    }

    /** Where the SRV record leads to. */
    Look autodiscoverRecord() {
        var name = domain.under("_autodiscover._tcp");
        if (name.isEmpty()) return Look.nothing("_autodiscover._tcp", "the domain is too long");
        var records = records(name.get(), RecordType.SRV);
        String place = "SRV " + name.get();
        if (records.size() > 1)
            return once(
                    place,
                    () -> Look.trap(
                            place,
                            "there are several, and which one counts differs from program to program",
                            "Leave one only."));
        return once(
                place,
                () -> records.isEmpty() || records.getFirst().target().equals(DnsName.ROOT)
                        ? Look.nothing(place, "nothing")
                        : autodiscover(records.getFirst().target()));
    }

    /** Exchange's second form, which leads to the first. */
    Look autodiscoverJson(DnsName host) {
        String url = "https://" + host + "/autodiscover/autodiscover.json?Email="
                + URLEncoder.encode(address, StandardCharsets.UTF_8) + "&Protocol=AutodiscoverV1&RedirectCount=1";
        return once(url, () -> {
            try {
                var answer = ask(url, "", "");
                if (answer.status() != OK) return Look.nothing(url, "status " + answer.status());
                return Documents.url(new String(answer.body(), StandardCharsets.UTF_8))
                        .map(this::autodiscover)
                        .orElseGet(() -> other(url));
            } catch (Https.NotProved e) {
                return certificate(url, e);
            } catch (IOException e) {
                return Look.nothing(url, time.words(e));
            }
        });
    }

    /** What a SRV record says, best first. RFC 6186 §3.4 */
    Look service(String label, Protocol protocol, Security security) {
        String place = "SRV " + label + "._tcp." + domain;
        return once(place, () -> {
            var records = domain.under(label + "._tcp")
                    .map(name -> records(name, RecordType.SRV))
                    .orElse(List.of());
            var servers = records.stream()
                    .filter(srv -> !srv.target().equals(DnsName.ROOT))
                    .sorted(Comparator.comparingInt(Srv::priority))
                    .map(srv -> new MailServer(protocol, srv.target().toString(), srv.port(), security, address))
                    .toList();
            if (!servers.isEmpty()) return Look.found(place, servers);
            return Look.nothing(place, records.isEmpty() ? "nothing" : "says that it is not offered");
        });
    }

    /** The best host that takes the domain's mail. */
    Optional<DnsName> mailHost() {
        return records(domain, RecordType.MX).stream()
                .filter(mx -> !mx.exchange().equals(DnsName.ROOT))
                .min(Comparator.comparingInt(Mx::preference))
                .map(Mx::exchange);
    }

    <R extends org.mailstead.dns.DnsRecord> List<R> records(DnsName name, RecordType<R> type) {
        return resolver.lookup(name, type) instanceof Answer.Found<R> found ? found.records() : List.of();
    }

    private interface Reader {
        Look read(XmlElement root);
    }

    private Look read(String url, String mediaType, String body, Reader reader) {
        try {
            HttpAnswer answer = ask(url, mediaType, body);
            if (answer.status() != OK) return Look.nothing(url, "status " + answer.status());
            return XmlElement.parse(answer.body()).map(reader::read).orElseGet(() -> other(url));
        } catch (Https.NotProved e) {
            return certificate(url, e);
        } catch (IOException e) {
            return Look.nothing(url, time.words(e));
        }
    }

    private HttpAnswer ask(String url, String mediaType, String body) throws IOException {
        URI uri = uri(url);
        for (int i = 0; ; i++) {
            var answer = https.look(uri, mediaType, body.getBytes(StandardCharsets.UTF_8));
            if (!isRedirect(answer) || i == REDIRECTS) return answer;
            uri = uri(answer.location());
        }
    }

    /** To HTTPS: nobody follows to where there is none. RFC 9110 §15.4 */
    private static boolean isRedirect(HttpAnswer answer) {
        return answer.status() / 100 == 3 && answer.location().startsWith("https://");
    }

    private static URI uri(String url) throws IOException {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new IOException("leads to what is no address", e);
        }
    }

    private static Look other(String url) {
        return Look.trap(
                url,
                "an answer that is no settings, probably a web page",
                "A website answers for everything there. Let it answer 404 for this path, or let the name lead to the mail server.");
    }

    private static Look certificate(String url, Https.NotProved why) {
        String host = String.valueOf(URI.create(url.substring(0, url.indexOf('/', url.indexOf("://") + 3)))
                .getHost());
        return Look.trap(
                url,
                String.valueOf(why.getMessage()),
                "Mail programs give up here, most without a word. The server has to show a certificate for " + host
                        + ", or the name must not exist.");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** The first where something is. */
    static Optional<Look> first(List<Look> looks) {
        return looks.stream().filter(Look::isFound).findFirst();
    }
}
