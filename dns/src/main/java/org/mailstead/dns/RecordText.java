package org.mailstead.dns;

import static java.util.stream.Collectors.joining;

import java.net.Inet4Address;
import java.util.HexFormat;

/** Records as people and zone files write them. Names are complete and end with a dot. RFC 1035 §5.1. */
public final class RecordText {
    private RecordText() {}

    /** A line of a zone file, without its TTL: the zone's own counts. */
    public static String line(DnsName name, DnsRecord record) {
        return absolute(name) + " IN " + type(record) + " " + data(record);
    }

    public static String type(DnsRecord record) {
        return switch (record) {
            case DnsRecord.Address(var address) -> address instanceof Inet4Address ? "A" : "AAAA";
            case DnsRecord.Mx _ -> "MX";
            case DnsRecord.Txt _ -> "TXT";
            case DnsRecord.Ptr _ -> "PTR";
            case DnsRecord.Tlsa _ -> "TLSA";
            case DnsRecord.Cname _ -> "CNAME";
            case DnsRecord.Srv _ -> "SRV";
            case DnsRecord.Caa _ -> "CAA";
            case DnsRecord.Ns _ -> "NS";
            case DnsRecord.Soa _ -> "SOA";
        };
    }

    /** What stands behind the type in a zone file. */
    public static String data(DnsRecord record) {
        return switch (record) {
            case DnsRecord.Txt(var strings) ->
                strings.stream().map(RecordText::quoted).collect(joining(" "));
            case DnsRecord.Caa(var critical, var tag, var value) ->
                (critical ? 128 : 0) + " " + tag + " " + quoted(value);
            default -> value(record);
        };
    }

    /** The same for the field of a form: texts are whole, and without quotes. */
    public static String value(DnsRecord record) {
        return switch (record) {
            case DnsRecord.Address(var address) -> AddressText.of(address);
            case DnsRecord.Mx(var preference, var exchange) -> preference + " " + absolute(exchange);
            case DnsRecord.Txt text -> text.joined();
            case DnsRecord.Ptr(var host) -> absolute(host);
            case DnsRecord.Tlsa(var usage, var selector, var matching, var data) ->
                usage + " " + selector + " " + matching + " " + HexFormat.of().formatHex(data);
            case DnsRecord.Cname(var target) -> absolute(target);
            case DnsRecord.Srv(var priority, var weight, var port, var target) ->
                priority + " " + weight + " " + port + " " + absolute(target);
            case DnsRecord.Caa caa -> data(caa);
            case DnsRecord.Ns(var server) -> absolute(server);
            case DnsRecord.Soa(var primary, var contact, var serial, var minimum) ->
                absolute(primary) + " " + absolute(contact) + " " + serial + " … " + minimum;
        };
    }

    private static String absolute(DnsName name) {
        return name.equals(DnsName.ROOT) ? "." : name + ".";
    }

    /** Quotes hold blanks together; what is no visible ASCII is written by its number. RFC 1035 §5.1. */
    private static String quoted(String text) {
        var out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < ' ' || c > '~') out.append('\\').append("%03d".formatted(c & 0xff));
            else out.append(c);
        }
        return out.append('"').toString();
    }
}
