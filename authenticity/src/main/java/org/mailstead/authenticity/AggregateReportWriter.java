package org.mailstead.authenticity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.mailstead.authenticity.AggregateReport.Row;
import org.mailstead.dns.AddressText;

/** Writes a report as XML. RFC 9990 §3.1.1. */
public final class AggregateReportWriter {
    static final String NAMESPACE = "urn:ietf:params:xml:ns:dmarc-2.0";

    private final XMLStreamWriter xml;

    private AggregateReportWriter(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** The report compressed, as it is sent. */
    public static byte[] gzip(AggregateReport report) {
        var bytes = new ByteArrayOutputStream();
        try (var compressed = new GZIPOutputStream(bytes)) {
            write(report, compressed);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /** Does not close the stream. */
    public static void write(AggregateReport report, OutputStream out) throws IOException {
        try {
            var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            new AggregateReportWriter(xml).feedback(report);
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException("the report could not be written", e);
        }
    }

    private void feedback(AggregateReport report) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("feedback");
        xml.writeDefaultNamespace(NAMESPACE);
        element("version", "1.0");
        metadata(report.metadata());
        published(report.published());
        for (var row : report.rows()) row(row);
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
    }

    private void metadata(AggregateReport.Metadata metadata) throws XMLStreamException {
        start("report_metadata");
        element("org_name", metadata.organization());
        element("email", metadata.email());
        if (!metadata.contact().isEmpty()) element("extra_contact_info", metadata.contact());
        element("report_id", metadata.id());
        start("date_range");
        element("begin", Long.toString(metadata.begin().getEpochSecond()));
        element("end", Long.toString(metadata.end().getEpochSecond()));
        xml.writeEndElement();
        if (!metadata.errors().isEmpty()) element("error", metadata.errors());
        element("generator", "Mailstead");
        xml.writeEndElement();
    }

    private void published(AggregateReport.Published published) throws XMLStreamException {
        start("policy_published");
        element("domain", published.domain());
        element("p", published.policy().word());
        policy("sp", published.subdomains());
        policy("np", published.nonexistent());
        element("adkim", published.strictDkim() ? "s" : "r");
        element("aspf", published.strictSpf() ? "s" : "r");
        element("discovery_method", "treewalk");
        element("testing", published.testing() ? "y" : "n");
        xml.writeEndElement();
    }

    private void policy(String name, @Nullable DmarcPolicy policy) throws XMLStreamException {
        if (policy != null) element(name, policy.word());
    }

    private void row(Row row) throws XMLStreamException {
        start("record");
        start("row");
        element("source_ip", AddressText.of(row.source()));
        element("count", Long.toString(row.count()));
        start("policy_evaluated");
        element("disposition", row.disposition().word());
        element("dkim", row.dkimAligned() ? "pass" : "fail");
        element("spf", row.spfAligned() ? "pass" : "fail");
        for (var reason : row.reasons()) {
            start("reason");
            element("type", reason.type());
            if (!reason.comment().isEmpty()) element("comment", reason.comment());
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndElement();
        start("identifiers");
        element("header_from", row.headerFrom());
        if (!row.envelopeFrom().isEmpty()) element("envelope_from", row.envelopeFrom());
        if (!row.envelopeTo().isEmpty()) element("envelope_to", row.envelopeTo());
        xml.writeEndElement();
        results(row);
        xml.writeEndElement();
    }

    private void results(Row row) throws XMLStreamException {
        start("auth_results");
        for (var signature : row.signatures()) {
            start("dkim");
            element("domain", signature.domain());
            element("selector", signature.selector());
            element("result", signature.result());
            xml.writeEndElement();
        }
        var spf = row.spf();
        if (spf != null) {
            start("spf");
            element("domain", spf.domain());
            element("scope", spf.scope());
            element("result", spf.result());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void start(String name) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement(name);
    }

    private void element(String name, String value) throws XMLStreamException {
        start(name);
        xml.writeCharacters(visible(value));
        xml.writeEndElement();
    }

    /** Without what XML cannot have: foreign text stands in selectors and domains. */
    private static String visible(String value) {
        var out = new StringBuilder(value.length());
        value.codePoints()
                .filter(c -> c >= ' ' && c != 0x7f && (c < 0xd800 || c > 0xdfff) && c != 0xfffe && c != 0xffff)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
