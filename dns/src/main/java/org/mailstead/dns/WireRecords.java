package org.mailstead.dns;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TXTRecord;

/** Names and records between the library's types and ours. */
final class WireRecords {
    private WireRecords() {}

    /** By the bytes of the wire, since the library's text form has escapes that ours does not know. */
    static Name toWire(DnsName name) {
        var wire = ByteBuffer.allocate(DnsLimits.NAME_CHARACTERS + 2);
        for (String label : name.labels()) {
            byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
            wire.put((byte) bytes.length).put(bytes);
        }
        wire.put((byte) 0);
        byte[] bytes = new byte[wire.position()];
        wire.flip().get(bytes);
        try {
            return new Name(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("a checked name was refused: " + name, e);
        }
    }

    /** Empty if a label has bytes that ours cannot have: dots, or beyond ASCII. */
    static Optional<DnsName> fromWire(Name name) {
        var text = new StringBuilder();
        for (int i = 0; i < name.labels(); i++) {
            byte[] label = name.getLabel(i);
            if (label[0] == 0) break;
            for (int at = 1; at <= label[0]; at++) {
                if (label[at] == '.' || label[at] < 0) return Optional.empty();
                text.append((char) label[at]);
            }
            text.append('.');
        }
        return text.isEmpty() ? Optional.of(DnsName.ROOT) : DnsName.parse(text.toString());
    }

    /** Empty for a type that is not asked for, and for names that cannot be ours. */
    static Optional<DnsRecord> fromWire(Record record) {
        return switch (record) {
            case ARecord a -> Optional.of(new DnsRecord.Address(a.getAddress()));
            case AAAARecord a -> Optional.of(new DnsRecord.Address(a.getAddress()));
            case MXRecord mx -> fromWire(mx.getTarget()).map(host -> new DnsRecord.Mx(mx.getPriority(), host));
            case TXTRecord txt -> Optional.of(text(txt));
            case PTRRecord ptr -> fromWire(ptr.getTarget()).map(DnsRecord.Ptr::new);
            case TLSARecord tlsa ->
                Optional.of(new DnsRecord.Tlsa(
                        tlsa.getCertificateUsage(),
                        tlsa.getSelector(),
                        tlsa.getMatchingType(),
                        tlsa.getCertificateAssociationData()));
            case CNAMERecord cname -> fromWire(cname.getTarget()).map(DnsRecord.Cname::new);
            case SRVRecord srv ->
                fromWire(srv.getTarget())
                        .map(host -> new DnsRecord.Srv(srv.getPriority(), srv.getWeight(), srv.getPort(), host));
            case CAARecord caa ->
                Optional.of(new DnsRecord.Caa((caa.getFlags() & 0x80) != 0, caa.getTag(), caa.getValue()));
            case NSRecord ns -> fromWire(ns.getTarget()).map(DnsRecord.Ns::new);
            case SOARecord soa ->
                fromWire(soa.getHost())
                        .flatMap(host -> fromWire(soa.getAdmin())
                                .map(contact -> new DnsRecord.Soa(host, contact, soa.getSerial(), soa.getMinimum())));
            default -> Optional.empty();
        };
    }

    private static DnsRecord text(TXTRecord record) {
        List<String> strings = new ArrayList<>();
        for (byte[] string : record.getStringsAsByteArrays())
            strings.add(new String(string, StandardCharsets.ISO_8859_1));
        return new DnsRecord.Txt(strings);
    }
}
