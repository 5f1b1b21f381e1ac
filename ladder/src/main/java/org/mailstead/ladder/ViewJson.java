package org.mailstead.ladder;

import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.mailstead.dns.DnsName;
import org.mailstead.ladder.HostFacts.Answer;
import org.mailstead.ladder.PortFacts.Certificate;
import org.mailstead.ladder.PortFacts.Offer;
import org.mailstead.ladder.PortFacts.Reached;
import org.mailstead.ladder.PortFacts.Retry;
import org.mailstead.ladder.PortFacts.Tls;
import org.mailstead.ladder.View.DomainFacts;
import org.mailstead.ladder.View.DomainFacts.Service;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A view as JSON, for whoever looks from elsewhere and tells. What is empty is left out. Names of members are those of the records, words
 * for one of a few those of their Java constants in capitals; {@code tls} has {@code version} and {@code certificate} if it began, else
 * {@code why}, and in {@code retries} what came of other ways to begin it, with a {@code certificate} each that began.
 *
 * <pre>
 * {"domain":{"name":"example.org","known":true,"mailHosts":["mx.example.org"]},
 *  "hosts":[{"host":"imap.example.org","addresses":["192.0.2.1"]},{"host":"x.example.org","answer":"NOTHING"}],
 *  "ports":[{"host":"imap.example.org","port":993,"ipv4":"OPEN","first":{"kind":"SILENCE","text":""},
 *    "tls":{"onCommand":false,"version":"TLSv1.3","certificate":{…}},
 *    "secured":{"protocol":"IMAP","startTls":false,"mangled":false,"mechanisms":["PLAIN"]}}]}
 * </pre>
 */
public final class ViewJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ViewJson() {}

    public static String write(View view) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeObjectPropertyStart("domain");
            domain(json, view.domain());
            json.writeEndObject();
            json.writeArrayPropertyStart("hosts");
            for (HostFacts each : view.hosts()) host(json, each);
            json.writeEndArray();
            json.writeArrayPropertyStart("ports");
            for (PortFacts each : view.ports()) port(json, each);
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    /**
     * Reads what another machine wrote, and takes nothing on trust: texts are cut to the lengths that the records have, and control
     * characters are left out.
     *
     * @param text at most four million characters
     * @return empty if it is no view, or is larger than any
     */
    public static Optional<View> read(String text) {
        return ViewReader.read(text);
    }

    private static void domain(JsonGenerator json, DomainFacts domain) {
        json.writeStringProperty("name", domain.name().toString());
        domain.known().ifPresent(known -> json.writeBooleanProperty("known", known));
        texts(
                json,
                "mailHosts",
                domain.mailHosts().stream().map(DnsName::toString).toList());
        json.writeBooleanProperty("takesNone", domain.takesNone());
        json.writeBooleanProperty("hasAddress", domain.hasAddress());
        domain.spf().ifPresent(record -> json.writeStringProperty("spf", record));
        domain.dmarc().ifPresent(record -> json.writeStringProperty("dmarc", record));
        if (!domain.services().isEmpty()) services(json, domain.services());
        if (!domain.dkim().isEmpty()) texts(json, "dkim", domain.dkim());
    }

    private static void services(JsonGenerator json, List<Service> services) {
        json.writeArrayPropertyStart("services");
        for (Service each : services) {
            json.writeStartObject();
            json.writeStringProperty("protocol", each.protocol().name());
            json.writeStringProperty("security", each.security().name());
            json.writeNumberProperty("port", each.port());
            each.host().ifPresent(host -> json.writeStringProperty("host", host.toString()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void host(JsonGenerator json, HostFacts host) {
        json.writeStartObject();
        json.writeStringProperty("host", host.host());
        switch (host.answer()) {
            case Answer.Addresses(var addresses) ->
                texts(
                        json,
                        "addresses",
                        addresses.stream().map(each -> each.getHostAddress()).toList());
            case Answer.Nothing _ -> json.writeStringProperty("answer", "NOTHING");
            case Answer.Private _ -> json.writeStringProperty("answer", "PRIVATE");
            case Answer.Failed(var why) -> {
                json.writeStringProperty("answer", "FAILED");
                json.writeStringProperty("why", why);
            }
        }
        if (!host.aliases().isEmpty())
            texts(
                    json,
                    "aliases",
                    host.aliases().stream().map(DnsName::toString).toList());
        json.writeEndObject();
    }

    private static void port(JsonGenerator json, PortFacts port) {
        json.writeStartObject();
        json.writeStringProperty("host", port.host());
        json.writeNumberProperty("port", port.port());
        reached(json, "ipv4", port.ipv4());
        reached(json, "ipv6", port.ipv6());
        port.first().ifPresent(first -> {
            json.writeObjectPropertyStart("first");
            json.writeStringProperty("kind", first.kind().name());
            json.writeStringProperty("text", first.text());
            json.writeEndObject();
        });
        port.plain().ifPresent(offer -> offer(json, "plain", offer));
        port.tls().ifPresent(tls -> tls(json, tls));
        port.secured().ifPresent(offer -> offer(json, "secured", offer));
        json.writeEndObject();
    }

    private static void reached(JsonGenerator json, String name, Optional<Reached> reached) {
        reached.ifPresent(each -> json.writeStringProperty(name, each.name()));
    }

    private static void offer(JsonGenerator json, String name, Offer offer) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("protocol", offer.protocol().name());
        json.writeBooleanProperty("startTls", offer.startTls());
        json.writeBooleanProperty("mangled", offer.mangled());
        texts(json, "mechanisms", offer.mechanisms().stream().sorted().toList());
        offer.size().ifPresent(size -> json.writeNumberProperty("size", size));
        json.writeEndObject();
    }

    private static void tls(JsonGenerator json, Tls tls) {
        json.writeObjectPropertyStart("tls");
        json.writeBooleanProperty("onCommand", tls.onCommand());
        switch (tls) {
            case Tls.Begun begun -> {
                json.writeStringProperty("version", begun.version());
                json.writeObjectPropertyStart("certificate");
                certificate(json, begun.certificate());
                json.writeEndObject();
            }
            case Tls.Failed failed -> {
                json.writeStringProperty("why", failed.why().name());
                json.writeStringProperty("said", failed.said());
                if (!failed.retries().isEmpty()) retries(json, failed.retries());
            }
        }
        json.writeEndObject();
    }

    private static void retries(JsonGenerator json, List<Retry> retries) {
        json.writeArrayPropertyStart("retries");
        for (Retry each : retries) {
            json.writeStartObject();
            json.writeStringProperty("way", each.way().name());
            if (!each.said().isEmpty()) json.writeStringProperty("said", each.said());
            each.certificate().ifPresent(shown -> {
                json.writeObjectPropertyStart("certificate");
                certificate(json, shown);
                json.writeEndObject();
            });
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void certificate(JsonGenerator json, Certificate certificate) {
        texts(json, "names", certificate.names());
        json.writeStringProperty("issuer", certificate.issuer());
        json.writeStringProperty("fingerprint", certificate.fingerprint());
        texts(
                json,
                "doubts",
                certificate.doubts().stream().map(Enum::name).sorted().toList());
        json.writeStringProperty("begins", certificate.begins().toString());
        json.writeStringProperty("ends", certificate.ends().toString());
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        for (String each : texts) json.writeString(each);
        json.writeEndArray();
    }
}
