package org.mailstead.ladder;

import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailstead.dns.DnsName;
import org.mailstead.ladder.HostFacts.Answer;
import org.mailstead.ladder.PortFacts.Certificate;
import org.mailstead.ladder.PortFacts.Certificate.Doubt;
import org.mailstead.ladder.PortFacts.First;
import org.mailstead.ladder.PortFacts.Offer;
import org.mailstead.ladder.PortFacts.Reached;
import org.mailstead.ladder.PortFacts.Retry;
import org.mailstead.ladder.PortFacts.Tls;
import org.mailstead.ladder.View.DomainFacts;
import org.mailstead.ladder.View.DomainFacts.Service;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the JSON of {@link ViewJson}. What is wrong in a place spoils the whole: half a view would be taken for all that can be seen. */
final class ViewReader {
    /** Eight hosts with a dozen ports each, and a certificate with a hundred names on each of these. */
    static final int CHARACTERS = 4_000_000;

    /** How deep a view goes, with some to spare. */
    private static final int DEPTH = 10;

    private static final int ADDRESSES = 100;
    private static final int MAIL_HOSTS = 100;
    private static final int NAMES = 200;
    private static final int PORTS = 200;
    private static final int SERVICES = 50;
    private static final int TEXT = 2000;

    private static final JsonFactory JSON = new JsonFactory();

    private ViewReader() {}

    /** It is not as a view has to be. */
    private static final class NoView extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoView(String what) {
            super(what);
        }
    }

    static Optional<View> read(String text) {
        if (text.length() > CHARACTERS) return Optional.empty();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            Object whole = value(json, 0);
            if (json.nextToken() != null) return Optional.empty();
            return Optional.of(view(new Node(whole)));
        } catch (JacksonException | NoView | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Maps, lists, texts, numbers and truth values; nothing for {@code null}, which is as if it were left out. */
    private static Object value(JsonParser json, int depth) {
        if (depth > DEPTH || json.currentToken() == null) throw new NoView("too deep, or not whole");
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> members = new HashMap<>();
                for (String name = json.nextName(); name != null; name = json.nextName()) {
                    json.nextToken();
                    members.put(name, value(json, depth + 1));
                }
                yield members;
            }
            case START_ARRAY -> {
                var elements = new ArrayList<Object>();
                while (json.nextToken() != JsonToken.END_ARRAY) elements.add(value(json, depth + 1));
                yield elements;
            }
            case VALUE_STRING -> json.getString();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> Optional.empty();
            default -> throw new NoView("what is that: " + json.currentToken());
        };
    }

    /** A value that is asked for what it has to be. */
    private record Node(Object value) {
        Optional<Node> member(String name) {
            if (!(value instanceof Map<?, ?> members)) throw new NoView("no object");
            Object member = members.get(name);
            return member == null || member instanceof Optional<?> ? Optional.empty() : Optional.of(new Node(member));
        }

        Node needed(String name) {
            return member(name).orElseThrow(() -> new NoView("no " + name));
        }

        List<Node> elements(String name, int most) {
            var member = member(name);
            if (member.isEmpty()) return List.of();
            if (!(member.get().value() instanceof List<?> elements) || elements.size() > most)
                throw new NoView("not so many " + name);
            return elements.stream().map(each -> new Node((Object) each)).toList();
        }

        String text(int most) {
            if (!(value instanceof String text)) throw new NoView("no text");
            return Words.clean(text, most);
        }

        boolean truth() {
            if (!(value instanceof Boolean truth)) throw new NoView("neither true nor false");
            return truth;
        }

        long number() {
            if (!(value instanceof Long number) || number < 0) throw new NoView("no number");
            return number;
        }

        <E extends Enum<E>> E one(Class<E> of) {
            return Enum.valueOf(of, text(40));
        }

        boolean isTrue(String name) {
            return member(name).map(Node::truth).orElse(false);
        }

        String textOf(String name, int most) {
            return member(name).map(each -> each.text(most)).orElse("");
        }
    }

    private static View view(Node whole) {
        Map<String, HostFacts> hosts = new LinkedHashMap<>();
        for (Node each : whole.elements("hosts", Observation.HOSTS)) {
            var host = host(each);
            hosts.put(host.host(), host);
        }
        Map<String, PortFacts> ports = new LinkedHashMap<>();
        for (Node each : whole.elements("ports", PORTS)) {
            var port = port(each);
            ports.put(port.host() + ":" + port.port(), port);
        }
        return new View(domain(whole.needed("domain")), List.copyOf(hosts.values()), List.copyOf(ports.values()));
    }

    private static DomainFacts domain(Node domain) {
        return new DomainFacts(
                name(domain.needed("name")),
                domain.member("known").map(Node::truth),
                domain.elements("mailHosts", MAIL_HOSTS).stream()
                        .map(ViewReader::name)
                        .toList(),
                domain.isTrue("takesNone"),
                domain.isTrue("hasAddress"),
                domain.member("spf").map(each -> each.text(TEXT)),
                domain.member("dmarc").map(each -> each.text(TEXT)),
                domain.elements("services", SERVICES).stream()
                        .map(ViewReader::service)
                        .toList(),
                texts(domain, "dkim", NAMES, 63));
    }

    private static Service service(Node service) {
        long port = service.needed("port").number();
        if (port > 65_535) throw new NoView("no port");
        return new Service(
                service.needed("protocol").one(Protocol.class),
                service.needed("security").one(Security.class),
                (int) port,
                service.member("host").map(ViewReader::name));
    }

    private static DnsName name(Node name) {
        return DnsName.of(name.text(300));
    }

    private static String hostName(Node of) {
        String host = of.needed("host").text(255).toLowerCase(Locale.ROOT);
        if (host.isEmpty()) throw new NoView("no host");
        return host;
    }

    private static HostFacts host(Node host) {
        Answer answer = switch (host.textOf("answer", 20)) {
            case "" ->
                new Answer.Addresses(host.elements("addresses", ADDRESSES).stream()
                        .map(each -> InetAddress.ofLiteral(each.text(60)))
                        .toList());
            case "NOTHING" -> new Answer.Nothing();
            case "PRIVATE" -> new Answer.Private();
            case "FAILED" -> new Answer.Failed(host.textOf("why", 200));
            case String other -> throw new NoView("what answer is " + other);
        };
        return new HostFacts(
                hostName(host),
                answer,
                host.elements("aliases", Names.ALIASES).stream()
                        .map(ViewReader::name)
                        .toList());
    }

    private static PortFacts port(Node port) {
        long number = port.needed("port").number();
        if (number < 1 || number > 65_535) throw new NoView("no port");
        return new PortFacts(
                hostName(port),
                (int) number,
                port.member("ipv4").map(each -> each.one(Reached.class)),
                port.member("ipv6").map(each -> each.one(Reached.class)),
                port.member("first")
                        .map(first -> new First(first.needed("kind").one(First.Kind.class), first.textOf("text", 200))),
                port.member("plain").map(ViewReader::offer),
                port.member("tls").map(ViewReader::tls),
                port.member("secured").map(ViewReader::offer));
    }

    private static Offer offer(Node offer) {
        return new Offer(
                offer.needed("protocol").one(Protocol.class),
                offer.isTrue("startTls"),
                offer.isTrue("mangled"),
                Set.copyOf(texts(offer, "mechanisms", 40, 40)),
                offer.member("size").map(each -> OptionalLong.of(each.number())).orElse(OptionalLong.empty()));
    }

    private static List<String> texts(Node of, String name, int most, int characters) {
        return of.elements(name, most).stream()
                .map(each -> each.text(characters))
                .toList();
    }

    private static Tls tls(Node tls) {
        boolean onCommand = tls.isTrue("onCommand");
        var certificate = tls.member("certificate");
        if (certificate.isPresent())
            return new Tls.Begun(onCommand, tls.textOf("version", 20), certificate(certificate.get()));
        return new Tls.Failed(
                onCommand,
                tls.needed("why").one(Tls.Why.class),
                tls.textOf("said", 200),
                tls.elements("retries", Retry.Way.values().length).stream()
                        .map(ViewReader::retry)
                        .toList());
    }

    private static Retry retry(Node retry) {
        return new Retry(
                retry.needed("way").one(Retry.Way.class),
                retry.textOf("said", 200),
                retry.member("certificate").map(ViewReader::certificate));
    }

    private static Certificate certificate(Node certificate) {
        return new Certificate(
                texts(certificate, "names", NAMES, 255),
                certificate.textOf("issuer", 200),
                certificate.textOf("fingerprint", 64),
                texts(certificate, "doubts", Doubt.values().length, 40).stream()
                        .map(Doubt::valueOf)
                        .collect(Collectors.toUnmodifiableSet()),
                Instant.parse(certificate.needed("begins").text(40)),
                Instant.parse(certificate.needed("ends").text(40)));
    }
}
