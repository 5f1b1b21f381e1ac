package org.mailstead.dns;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * A small DNS of zones below a root of its own, signed, as a recursive server that passes signatures on would tell it.
 * Absence is proved by NSEC.
 */
final class SignedTree {
    private static final Duration VALID = Duration.ofDays(10);

    private final Instant now;
    private final TreeMap<Name, Zone> zones = new TreeMap<>();

    private static final class Zone {
        final Name apex;
        final KeyPair keys;
        final DNSKEYRecord key;
        final Record soa;
        final boolean signed;
        final Map<Name, Map<Integer, List<Record>>> records = new TreeMap<>();

        Zone(Name apex, Record soa, boolean signed) throws GeneralSecurityException, DNSSEC.DNSSECException {
            this.soa = soa;
            this.apex = apex;
            this.signed = signed;
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
            key = new DNSKEYRecord(apex, DClass.IN, 300, 257, 3, DNSSEC.Algorithm.ECDSAP256SHA256, keys.getPublic());
        }

        void add(Record record) {
            records.computeIfAbsent(record.getName(), name -> new TreeMap<>())
                    .computeIfAbsent(record.getType(), type -> new ArrayList<>())
                    .add(record);
        }
    }

    SignedTree(Instant now) {
        this.now = now;
    }

    /** @param signed whether the zone has keys that its parent tells of */
    SignedTree zone(String apex, boolean signed, String... records) throws Exception {
        var name = Name.fromString(apex);
        var zone = new Zone(name, parse(apex + " 300 IN SOA ns. root. 1 2 3 4 60"), signed);
        zones.put(name, zone);
        zone.add(zone.soa);
        zone.add(parse(apex + " 300 IN NS ns."));
        for (String record : records) zone.add(parse(record));
        if (signed) zone.add(zone.key);
        if (name.equals(Name.root)) return this;
        var parent = zoneOf(new Name(name, 1));
        parent.add(parse(apex + " 300 IN NS ns."));
        if (signed) parent.add(new DSRecord(name, DClass.IN, 300, DNSSEC.Digest.SHA256, zone.key));
        return this;
    }

    static Record parse(String text) throws IOException {
        String[] words = text.split(" +", 5);
        return Record.fromString(
                Name.fromString(words[0]),
                Type.value(words[3]),
                DClass.IN,
                Long.parseLong(words[1]),
                words[4],
                Name.root);
    }

    String anchors() {
        var root = Objects.requireNonNull(zones.get(Name.root));
        return new DSRecord(Name.root, DClass.IN, 300, DNSSEC.Digest.SHA256, root.key) + "\n";
    }

    private Zone zoneOf(Name name) {
        for (Name at = name; ; at = new Name(at, 1)) if (zones.containsKey(at)) return zones.get(at);
    }

    Message answer(Message query) {
        var reply = DnsServer.reply(query);
        try {
            resolve(reply, query.getQuestion().getName(), query.getQuestion().getType());
        } catch (DNSSEC.DNSSECException e) {
            throw new IllegalStateException(e);
        }
        return reply;
    }

    private void resolve(Message reply, Name name, int type) throws DNSSEC.DNSSECException {
        // A DS record stands in the zone above.
        var zone = type == Type.DS && !name.equals(Name.root) ? zoneOf(new Name(name, 1)) : zoneOf(name);
        var here = zone.records.get(name);
        if (here == null) {
            boolean below = zone.records.keySet().stream().anyMatch(other -> other.subdomain(name));
            if (!below) reply.getHeader().setRcode(Rcode.NXDOMAIN);
            absence(reply, zone, name);
            return;
        }
        var found = here.get(type);
        if (found != null) {
            put(reply, zone, Section.ANSWER, found);
            return;
        }
        var alias = here.get(Type.CNAME);
        if (alias != null) {
            put(reply, zone, Section.ANSWER, alias);
            resolve(reply, ((org.xbill.DNS.CNAMERecord) alias.getFirst()).getTarget(), type);
            return;
        }
        absence(reply, zone, name);
    }

    private void put(Message reply, Zone zone, int section, List<Record> records) throws DNSSEC.DNSSECException {
        for (Record record : records) reply.addRecord(record, section);
        if (zone.signed) reply.addRecord(sign(zone, records), section);
    }

    private RRSIGRecord sign(Zone zone, List<Record> records) throws DNSSEC.DNSSECException {
        return DNSSEC.sign(
                new RRset(records.toArray(Record[]::new)),
                zone.key,
                zone.keys.getPrivate(),
                now.minus(VALID),
                now.plus(VALID));
    }

    /** The SOA, the name's gap, and the gap where a wildcard would be. */
    private void absence(Message reply, Zone zone, Name name) throws DNSSEC.DNSSECException {
        put(reply, zone, Section.AUTHORITY, List.of(zone.soa));
        if (!zone.signed) return;
        var gaps = new HashMap<Name, NSECRecord>();
        for (Name wanted : List.of(name, wildcard(zone))) {
            var gap = gap(zone, wanted);
            if (gaps.put(gap.getName(), gap) == null) put(reply, zone, Section.AUTHORITY, List.of(gap));
        }
    }

    private static Name wildcard(Zone zone) {
        try {
            return Name.concatenate(Name.fromString("*"), zone.apex);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static NSECRecord gap(Zone zone, Name name) {
        var names = new ArrayList<>(zone.records.keySet());
        int at = names.size() - 1;
        while (at > 0 && names.get(at).compareTo(name) > 0) at--;
        var owner = names.get(at);
        var types = new ArrayList<>(zone.records.getOrDefault(owner, Map.of()).keySet());
        types.addAll(List.of(Type.NSEC, Type.RRSIG));
        return new NSECRecord(
                owner,
                DClass.IN,
                60,
                names.get((at + 1) % names.size()),
                types.stream().mapToInt(Integer::intValue).toArray());
    }

    /** What an attacker on the way does: other records under the old signature. */
    static Message forged(Message reply, Record instead) {
        var forged = reply.clone();
        for (Record record : reply.getSection(Section.ANSWER))
            if (record.getType() == instead.getType() && record.getName().equals(instead.getName()))
                forged.removeRecord(record, Section.ANSWER);
        forged.addRecord(instead, Section.ANSWER);
        return forged;
    }

    /** What a server that knows nothing of DNSSEC does. */
    static Message stripped(Message reply) {
        var stripped = reply.clone();
        for (int section : List.of(Section.ANSWER, Section.AUTHORITY))
            for (Record record : reply.getSection(section))
                if (record.getType() == Type.RRSIG || record.getType() == Type.NSEC)
                    stripped.removeRecord(record, section);
        stripped.getHeader().unsetFlag(Flags.AD);
        return stripped;
    }
}
