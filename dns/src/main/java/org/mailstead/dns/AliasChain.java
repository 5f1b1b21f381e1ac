package org.mailstead.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/**
 * The way from the name asked for through its aliases, within one response and across several. The whole is authenticated
 * only if each step was: a proved record at the end of an unproved alias proves nothing about the name. RFC 1034 §3.6.2.
 */
final class AliasChain {
    private final Set<DnsName> passed = new HashSet<>();
    private DnsName end;
    private long ttl = Integer.MAX_VALUE;
    private boolean authenticated = true;
    private boolean moved;
    private boolean loop;
    private List<Record> answers = List.of();
    private long negativeTtl;

    AliasChain(DnsName name) {
        this.end = name;
        passed.add(name);
    }

    /** Follows what aliases the response has; other records in it are no answer, whoever put them there. */
    void read(Message response, RecordType<?> type, boolean proved) {
        answers = NetworkResolver.answers(response);
        authenticated &= proved;
        negativeTtl = negativeTtl(response);
        moved = false;
        if (type == RecordType.CNAME) return;
        while (step()) moved = true;
    }

    private boolean step() {
        var here = WireRecords.toWire(end);
        for (Record record : answers) {
            if (!(record instanceof CNAMERecord alias) || !isOf(here, record)) continue;
            var target = WireRecords.fromWire(alias.getTarget());
            if (target.isEmpty() || !passed.add(target.get()) || passed.size() > DnsLimits.ALIASES + 1) {
                loop = true;
                return false;
            }
            end = target.get();
            ttl = Math.min(ttl, alias.getTTL());
            return true;
        }
        return false;
    }

    /** A record of another class is of another name space, however its name reads. */
    private static boolean isOf(Name name, Record record) {
        return record.getDClass() == DClass.IN && record.getName().equals(name);
    }

    /** The shorter of the SOA's own TTL and its last field. RFC 2308 §5. */
    private static long negativeTtl(Message response) {
        for (Record record : response.getSection(Section.AUTHORITY))
            if (record instanceof SOARecord soa) return Math.min(soa.getTTL(), soa.getMinimum());
        return 0;
    }

    <R extends DnsRecord> List<R> records(RecordType<R> type) {
        var here = WireRecords.toWire(end);
        var records = new ArrayList<R>();
        int bytes = 0;
        for (Record record : answers) {
            if (record.getType() != type.code() || !isOf(here, record)) continue;
            var ours = WireRecords.fromWire(record);
            if (ours.isEmpty()) continue;
            bytes += ours.get().size();
            if (bytes > DnsLimits.TEXT_BYTES * 2) break;
            ttl = Math.min(ttl, record.getTTL());
            records.add(type.cast(ours.get()));
        }
        return records;
    }

    DnsName end() {
        return end;
    }

    /** Whether the last response led on to another name. */
    boolean moved() {
        return moved;
    }

    boolean isLoop() {
        return loop;
    }

    boolean authenticated() {
        return authenticated;
    }

    Duration ttl() {
        return Duration.ofSeconds(ttl);
    }

    Duration negativeTtl() {
        return Duration.ofSeconds(Math.min(ttl, negativeTtl));
    }
}
