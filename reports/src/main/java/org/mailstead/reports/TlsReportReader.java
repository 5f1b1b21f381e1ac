package org.mailstead.reports;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.mailstead.reports.TlsReport.Failure;
import org.mailstead.reports.TlsReport.Policy;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads a report on TLS of others: foreign JSON, plain or as gzip. What is not known is passed over. RFC 8460 §4.4, §5. */
final class TlsReportReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(20)
                    .maxStringLength(16 * 1024)
                    .maxNameLength(200)
                    .maxNumberLength(20)
                    .build())
            .build();

    private final JsonParser json;

    private String organization = "";
    private String id = "";
    private String begin = "";
    private final List<Policy> policies = new ArrayList<>();

    private TlsReportReader(JsonParser json) {
        this.json = json;
    }

    static TlsReport read(InputStream file) throws IOException, NoReportException {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), unpacked(file))) {
            return new TlsReportReader(parser).report();
        } catch (JacksonException e) {
            throw new NoReportException("the file is no sound JSON");
        } catch (ZipException | EOFException e) {
            throw new NoReportException("the file is damaged");
        } catch (DateTimeException e) {
            throw new NoReportException("it does not say what time it is about");
        }
    }

    private static byte[] unpacked(InputStream file) throws IOException, NoReportException {
        var in = new BufferedInputStream(file);
        in.mark(2);
        boolean packed = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        try (InputStream plain = packed ? new GZIPInputStream(in) : in) {
            byte[] bytes = plain.readNBytes(ReportLimits.TLS_BYTES + 1);
            if (bytes.length > ReportLimits.TLS_BYTES) throw new NoReportException("it unpacks to too much");
            return bytes;
        }
    }

    private TlsReport report() throws NoReportException {
        if (json.nextToken() != JsonToken.START_OBJECT) throw new NoReportException("the file is no report on TLS");
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "organization-name" -> organization = text(value);
                case "report-id" -> id = text(value);
                case "date-range" -> begin = range(value);
                case "policies" -> policies(value);
                default -> json.skipChildren();
            }
        }
        if (policies.isEmpty()) throw new NoReportException("the file is no report on TLS");
        return new TlsReport(OurDomain.word(organization), id, when(begin), policies);
    }

    private static Instant when(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private String range(JsonToken value) {
        String from = "";
        if (!isObject(value)) return from;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken inner = json.nextToken();
            if (name.equals("start-datetime")) from = text(inner);
            else json.skipChildren();
        }
        return from;
    }

    private void policies(JsonToken value) throws NoReportException {
        if (!isArray(value)) return;
        for (JsonToken each = json.nextToken(); each != JsonToken.END_ARRAY && each != null; each = json.nextToken()) {
            if (policies.size() == ReportLimits.TLS_PARTS) throw new NoReportException("it has too many policies");
            if (isObject(each)) policies.add(policy());
        }
    }

    private Policy policy() throws NoReportException {
        String type = "";
        String domain = "";
        long good = 0;
        long bad = 0;
        List<Failure> failures = List.of();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "policy" -> {
                    if (!isObject(value)) break;
                    for (String inner = json.nextName(); inner != null; inner = json.nextName()) {
                        JsonToken known = json.nextToken();
                        if (inner.equals("policy-type")) type = text(known);
                        else if (inner.equals("policy-domain")) domain = text(known);
                        else json.skipChildren();
                    }
                }
                case "summary" -> {
                    if (!isObject(value)) break;
                    for (String inner = json.nextName(); inner != null; inner = json.nextName()) {
                        JsonToken known = json.nextToken();
                        if (inner.startsWith("total-successful")) good = number(known);
                        else if (inner.startsWith("total-failure")) bad = number(known);
                        else json.skipChildren();
                    }
                }
                case "failure-details" -> failures = failures(value);
                default -> json.skipChildren();
            }
        }
        return new Policy(OurDomain.word(type), domain, good, bad, failures);
    }

    private List<Failure> failures(JsonToken value) throws NoReportException {
        var failures = new ArrayList<Failure>();
        if (!isArray(value)) return failures;
        for (JsonToken each = json.nextToken(); each != JsonToken.END_ARRAY && each != null; each = json.nextToken()) {
            if (failures.size() == ReportLimits.TLS_PARTS) throw new NoReportException("it has too many failures");
            if (isObject(each)) failures.add(failure());
        }
        return failures;
    }

    private Failure failure() {
        String type = "";
        String host = "";
        String reason = "";
        long sessions = 0;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "result-type" -> type = text(value);
                case "receiving-mx-hostname" -> host = text(value);
                case "failed-session-count" -> sessions = number(value);
                case "failure-reason-code" -> reason = text(value);
                default -> json.skipChildren();
            }
        }
        return new Failure(
                OurDomain.word(type),
                host.isEmpty() ? "" : OurDomain.word(host),
                sessions,
                reason.isEmpty() ? "" : OurDomain.word(reason));
    }

    /** Anything else than an object in its place is passed over. */
    private boolean isObject(JsonToken value) {
        if (value == JsonToken.START_OBJECT) return true;
        json.skipChildren();
        return false;
    }

    private boolean isArray(JsonToken value) {
        if (value == JsonToken.START_ARRAY) return true;
        json.skipChildren();
        return false;
    }

    private String text(JsonToken value) {
        if (value == JsonToken.VALUE_STRING) return json.getString();
        json.skipChildren();
        return "";
    }

    private long number(JsonToken value) {
        if (value == JsonToken.VALUE_NUMBER_INT) return Math.max(0, json.getValueAsLong());
        json.skipChildren();
        return 0;
    }
}
