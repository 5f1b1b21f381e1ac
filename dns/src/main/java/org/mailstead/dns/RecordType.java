package org.mailstead.dns;

import java.util.List;
import java.util.Optional;

/** A type of record that can be asked for, and the Java type of what comes back. */
public final class RecordType<R extends DnsRecord> {
    public static final RecordType<DnsRecord.Address> A = new RecordType<>("A", 1, DnsRecord.Address.class);
    public static final RecordType<DnsRecord.Ns> NS = new RecordType<>("NS", 2, DnsRecord.Ns.class);
    public static final RecordType<DnsRecord.Cname> CNAME = new RecordType<>("CNAME", 5, DnsRecord.Cname.class);
    public static final RecordType<DnsRecord.Soa> SOA = new RecordType<>("SOA", 6, DnsRecord.Soa.class);
    public static final RecordType<DnsRecord.Ptr> PTR = new RecordType<>("PTR", 12, DnsRecord.Ptr.class);
    public static final RecordType<DnsRecord.Mx> MX = new RecordType<>("MX", 15, DnsRecord.Mx.class);
    public static final RecordType<DnsRecord.Txt> TXT = new RecordType<>("TXT", 16, DnsRecord.Txt.class);
    public static final RecordType<DnsRecord.Address> AAAA = new RecordType<>("AAAA", 28, DnsRecord.Address.class);
    public static final RecordType<DnsRecord.Srv> SRV = new RecordType<>("SRV", 33, DnsRecord.Srv.class);
    public static final RecordType<DnsRecord.Tlsa> TLSA = new RecordType<>("TLSA", 52, DnsRecord.Tlsa.class);
    public static final RecordType<DnsRecord.Caa> CAA = new RecordType<>("CAA", 257, DnsRecord.Caa.class);

    private static final List<RecordType<?>> ALL = List.of(A, NS, CNAME, SOA, PTR, MX, TXT, AAAA, SRV, TLSA, CAA);

    private final String name;
    private final int code;
    private final Class<R> of;

    private RecordType(String name, int code, Class<R> of) {
        this.name = name;
        this.code = code;
        this.of = of;
    }

    static Optional<RecordType<?>> named(String name) {
        for (var type : ALL) if (type.name.equals(name)) return Optional.of(type);
        return Optional.empty();
    }

    /** The number of the type in a query. */
    int code() {
        return code;
    }

    R cast(DnsRecord record) {
        return of.cast(record);
    }

    @Override
    public String toString() {
        return name;
    }
}
