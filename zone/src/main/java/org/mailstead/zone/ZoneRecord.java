package org.mailstead.zone;

import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord;
import org.mailstead.dns.RecordText;

/**
 * A record to publish.
 *
 * @param purpose what it is for, as a sentence
 * @param elsewhere whether it belongs into another zone than the domain's
 */
public record ZoneRecord(DnsName name, DnsRecord data, Need need, String purpose, boolean elsewhere) {
    /** How much depends on it. */
    public enum Need {
        /** Without it mail does not come, or is not trusted. */
        NEEDED,
        /** Without it mail works, with less protection or comfort. */
        ADVISED,
        /** For some. */
        OPTIONAL
    }

    public String type() {
        return RecordText.type(data);
    }

    /** For the field of a form. */
    public String value() {
        return RecordText.value(data);
    }

    public String zoneLine() {
        return RecordText.line(name, data);
    }
}
