package org.mailstead.authenticity;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.mailstead.authenticity.AggregateReport.Disposition;
import org.mailstead.authenticity.AggregateReport.Exemption;
import org.mailstead.authenticity.AggregateReport.Metadata;
import org.mailstead.authenticity.AggregateReport.Published;
import org.mailstead.authenticity.AggregateReport.Row;
import org.mailstead.authenticity.AggregateReport.Sender;
import org.mailstead.authenticity.AggregateReport.Signature;

/**
 * Reads a report of others: foreign XML, compressed, of any age and correctness. Elements are known by their names, whatever the
 * namespace; unknown ones are passed over. RFC 9990 §3.1.1; older reports have the same elements.
 */
public final class AggregateReportReader {
    private final XMLStreamReader xml;
    private final Deque<String> path = new ArrayDeque<>();

    /** Values of the part that is being read, by the last two names of their path. */
    private Map<String, String> values = new HashMap<>();

    private final List<Row> rows = new ArrayList<>();
    private List<Exemption> reasons = new ArrayList<>();
    private List<Signature> signatures = new ArrayList<>();
    private @Nullable Sender sender;
    private @Nullable Metadata metadata;
    private @Nullable Published published;

    private AggregateReportReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    /**
     * Reads plain XML, gzip or ZIP.
     *
     * @throws MalformedReportException if it is no report, or breaks a limit; with the reason
     * @throws IOException if the file itself cannot be read
     */
    public static AggregateReport read(InputStream file) throws IOException, MalformedReportException {
        try (var in = ReportFile.open(file)) {
            var factory = XMLInputFactory.newDefaultFactory();
            // No document type, so no entities: neither files of ours nor a billion laughs.
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setProperty(XMLInputFactory.IS_COALESCING, false);
            // Decoded here: at a wrong byte the JDK's own decoder ends, and prints a line to the terminal besides.
            var text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            text.mark(1);
            if (text.read() != '\ufeff') text.reset();
            return new AggregateReportReader(factory.createXMLStreamReader(text)).report();
        } catch (ReportFile.TooLargeException e) {
            throw new MalformedReportException("it unpacks to more than a report may have");
        } catch (ZipException | EOFException e) {
            throw new MalformedReportException("the archive is damaged");
        } catch (XMLStreamException e) {
            boolean large = e.getNestedException() instanceof ReportFile.TooLargeException;
            throw new MalformedReportException(
                    large ? "it unpacks to more than a report may have" : "it is no sound XML");
        } catch (RuntimeException e) {
            // The JDK's reader throws such things at some damaged input.
            throw new MalformedReportException("it cannot be read: " + e.getMessage());
        }
    }

    private AggregateReport report() throws XMLStreamException, MalformedReportException {
        var text = new StringBuilder();
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (path.size() == AuthenticityLimits.REPORT_DEPTH)
                        throw new MalformedReportException("its elements are nested too deeply");
                    path.addLast(xml.getLocalName());
                    text.setLength(0);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    // Text longer than any value is cut: it is somebody's remark.
                    int room = AuthenticityLimits.REPORT_TEXT - text.length();
                    if (room > 0) text.append(xml.getText(), 0, Math.min(room, xml.getTextLength()));
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    end(path.removeLast(), text.toString().strip());
                    text.setLength(0);
                }
                case XMLStreamConstants.DTD -> throw new MalformedReportException("it has a document type");
                default -> {}
            }
        }
        var known = metadata;
        var policy = published;
        if (known == null || policy == null) throw new MalformedReportException("it does not say who reports on what");
        return new AggregateReport(known, policy, rows);
    }

    private void end(String name, String text) throws MalformedReportException {
        String parent = path.isEmpty() ? "" : path.getLast();
        switch (name) {
            case "report_metadata" -> metadata = metadata();
            case "policy_published" -> published = published();
            case "record" -> record();
            case "reason" -> reasons.add(new Exemption(value("reason/type"), value("reason/comment")));
            case "dkim" -> {
                if (parent.equals("auth_results"))
                    signatures.add(new Signature(value("dkim/domain"), value("dkim/selector"), value("dkim/result")));
                else values.put(parent + "/dkim", text);
            }
            case "spf" -> {
                // A second one may be of HELO; the first is the one that counts.
                if (!parent.equals("auth_results")) values.put(parent + "/spf", text);
                else if (sender == null)
                    sender = new Sender(value("spf/domain"), value("spf/scope"), value("spf/result"));
            }
            default -> values.put(parent + "/" + name, text);
        }
        boolean whole = name.equals("reason") || (parent.equals("auth_results") && !name.isEmpty());
        if (whole) values.keySet().removeIf(key -> key.startsWith(name + "/"));
        if (reasons.size() > AuthenticityLimits.REPORT_PARTS || signatures.size() > AuthenticityLimits.REPORT_PARTS)
            throw new MalformedReportException("a record has too many parts");
        if (values.size() > AuthenticityLimits.REPORT_PARTS)
            throw new MalformedReportException("it has too many kinds of elements");
    }

    private String value(String key) {
        return values.getOrDefault(key, "");
    }

    private Metadata metadata() throws MalformedReportException {
        var read = new Metadata(
                value("report_metadata/org_name"),
                value("report_metadata/email"),
                value("report_metadata/extra_contact_info"),
                value("report_metadata/report_id"),
                Instant.ofEpochSecond(number("date_range/begin")),
                Instant.ofEpochSecond(number("date_range/end")),
                value("report_metadata/error"));
        values = new HashMap<>();
        return read;
    }

    private Published published() throws MalformedReportException {
        String domain = value("policy_published/domain");
        if (domain.isEmpty()) throw new MalformedReportException("it does not say which domain it is about");
        var read = new Published(
                domain,
                DmarcPolicy.named(value("policy_published/p")).orElse(DmarcPolicy.NONE),
                DmarcPolicy.named(value("policy_published/sp")).orElse(null),
                DmarcPolicy.named(value("policy_published/np")).orElse(null),
                value("policy_published/adkim").equals("s"),
                value("policy_published/aspf").equals("s"),
                value("policy_published/testing").equals("y"));
        values = new HashMap<>();
        return read;
    }

    private void record() throws MalformedReportException {
        if (rows.size() == AuthenticityLimits.REPORT_ROWS)
            throw new MalformedReportException("it has too many records");
        String source = value("row/source_ip");
        Optional<InetAddress> address = Network.parseFour(source).or(() -> Network.parseSix(source));
        if (address.isEmpty()) throw new MalformedReportException("a record has no address");
        rows.add(new Row(
                address.get(),
                number("row/count"),
                Disposition.named(value("policy_evaluated/disposition")).orElse(Disposition.NONE),
                value("policy_evaluated/dkim").equals("pass"),
                value("policy_evaluated/spf").equals("pass"),
                reasons,
                value("identifiers/header_from"),
                value("identifiers/envelope_from"),
                value("identifiers/envelope_to"),
                signatures,
                sender));
        values = new HashMap<>();
        reasons = new ArrayList<>();
        signatures = new ArrayList<>();
        sender = null;
    }

    private long number(String key) throws MalformedReportException {
        String text = value(key);
        if (!text.matches("\\d{1,11}")) throw new MalformedReportException("\"" + key + "\" is no number");
        return Long.parseLong(text);
    }
}
