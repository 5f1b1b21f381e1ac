package org.mailstead.tlspolicy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.mailstead.dns.DnsName;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What we tell a domain about one day of TLS with its hosts. RFC 8460 §4.4.
 *
 * @param id unlike that of any other report
 * @param submitter our domain, in whose name it is sent
 * @param counted at least one
 */
public record TlsReport(String id, DnsName submitter, LocalDate day, DnsName domain, List<TlsTally.Counted> counted) {
    /** Policies told of; a domain has one, or one TLSA record for each host. */
    private static final int POLICIES = 100;

    private static final JsonFactory JSON = new JsonFactory();

    public TlsReport {
        counted = List.copyOf(counted.subList(0, Math.min(POLICIES, counted.size())));
    }

    /** RFC 8460 §5.1. */
    public String fileName() {
        long begin = day.atStartOfDay().toEpochSecond(ZoneOffset.UTC);
        return submitter + "!" + domain + "!" + begin + "!" + (begin + 24 * 60 * 60 - 1) + ".json.gz";
    }

    public byte[] gzip() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(json());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    byte[] json() {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("organization-name", submitter.toString());
            json.writeName("date-range").writeStartObject();
            json.writeStringProperty("start-datetime", day + "T00:00:00Z");
            json.writeStringProperty("end-datetime", day + "T" + LocalTime.of(23, 59, 59) + "Z");
            json.writeEndObject();
            json.writeStringProperty("contact-info", "postmaster@" + submitter);
            json.writeStringProperty("report-id", id);
            json.writeName("policies").writeStartArray();
            for (TlsTally.Counted each : counted) write(json, each);
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, TlsTally.Counted counted) {
        AppliedPolicy policy = counted.policy();
        TlsCounts counts = counted.counts();
        json.writeStartObject();
        json.writeName("policy").writeStartObject();
        json.writeStringProperty("policy-type", policy.type().word());
        if (!policy.text().isEmpty()) array(json, "policy-string", policy.text());
        json.writeStringProperty("policy-domain", policy.domain().toString());
        if (!policy.hosts().isEmpty()) array(json, "mx-host", policy.hosts());
        json.writeEndObject();
        json.writeName("summary").writeStartObject();
        json.writeNumberProperty("total-successful-session-count", counts.good());
        json.writeNumberProperty("total-failure-session-count", counts.bad());
        json.writeEndObject();
        if (!counts.details().isEmpty()) {
            json.writeName("failure-details").writeStartArray();
            counts.details().forEach((detail, times) -> write(json, detail, times));
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, TlsCounts.Detail detail, long times) {
        json.writeStartObject();
        json.writeStringProperty("result-type", detail.kind().word());
        unlessEmpty(json, "sending-mta-ip", detail.from());
        unlessEmpty(json, "receiving-mx-hostname", detail.host());
        unlessEmpty(json, "receiving-ip", detail.to());
        json.writeNumberProperty("failed-session-count", times);
        unlessEmpty(json, "failure-reason-code", detail.reason());
        json.writeEndObject();
    }

    private static void unlessEmpty(JsonGenerator json, String name, String value) {
        if (!value.isEmpty()) json.writeStringProperty(name, value);
    }

    private static void array(JsonGenerator json, String name, List<String> texts) {
        json.writeName(name).writeStartArray();
        texts.forEach(json::writeString);
        json.writeEndArray();
    }
}
