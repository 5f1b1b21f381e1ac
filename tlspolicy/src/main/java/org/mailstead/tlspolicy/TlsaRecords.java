package org.mailstead.tlspolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailstead.dns.Answer;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Address;
import org.mailstead.dns.DnsRecord.Cname;
import org.mailstead.dns.DnsRecord.Tlsa;
import org.mailstead.dns.RecordType;
import org.mailstead.dns.Resolver;

/** What the DNS says of a host's certificate, as far as DNSSEC proves it. RFC 7672 §2.2.3. */
public sealed interface TlsaRecords {
    /** An issuer in the chain. RFC 6698 §2.1.1. */
    int DANE_TA = 2;

    /** The host's own certificate or key. RFC 6698 §2.1.1. */
    int DANE_EE = 3;

    /** Selectors. RFC 6698 §2.1.2. */
    int CERTIFICATE = 0;

    int KEY = 1;

    /** Ways to compare. RFC 6698 §2.1.3. */
    int FULL = 0;

    int SHA_256 = 1;
    int SHA_512 = 2;

    /** Records looked at; somebody who changes keys has four. */
    int MOST = 32;

    /** Nothing that is proved. */
    record None() implements TlsaRecords {}

    /**
     * These.
     *
     * @param base the name they stand at, without port and protocol
     * @param usable may be empty
     */
    record Published(DnsName base, List<Tlsa> usable) implements TlsaRecords {
        public Published {
            usable = List.copyOf(usable);
        }

        /**
         * What follows for the host.
         *
         * @param domain whose mail is brought: its name is as good as the host's. RFC 7672 §3.2.3
         */
        public Demand demand(DnsName host, DnsName domain) {
            if (usable.isEmpty()) return new Demand.Encryption();
            boolean issuers = usable.stream().anyMatch(each -> each.usage() == DANE_TA);
            var names = issuers ? List.of(base, host, domain) : List.<DnsName>of();
            return new Demand.Dane(base, usable, names);
        }
    }

    /** Nobody knows just now, so that the host must not be used. RFC 7672 §2.1.2. */
    record Unknown(String why) implements TlsaRecords {}

    /** @param host named by an answer that was proved itself */
    static TlsaRecords find(Resolver resolver, DnsName host, int port) {
        boolean proved = false;
        var end = host;
        for (var type : List.of(RecordType.A, RecordType.AAAA)) {
            switch (resolver.lookup(host, type)) {
                case Answer.Found<Address> found -> {
                    proved |= found.authenticated();
                    end = found.name();
                }
                case Answer.Bogus<Address> bogus -> {
                    return new Unknown("the address of " + host + ": " + bogus.describe());
                }
                case Answer.NoData<Address> _, Answer.NoSuchName<Address> _, Answer.TemporaryFailure<Address> _ -> {}
            }
        }
        // Not asked for where nothing is proved: DNS servers of such zones may not know the type. RFC 7672 §2.1.3.
        if (!proved && !isProvedAlias(resolver, host)) return new None();
        if (proved && !end.equals(host)) {
            TlsaRecords atEnd = at(resolver, end, port);
            if (!(atEnd instanceof None)) return atEnd;
        }
        return at(resolver, host, port);
    }

    /** The end of an alias may be in a zone without proof and the alias not. RFC 7672 §2.2.2. */
    private static boolean isProvedAlias(Resolver resolver, DnsName host) {
        return resolver.lookup(host, RecordType.CNAME) instanceof Answer.Found<Cname> found && found.authenticated();
    }

    private static TlsaRecords at(Resolver resolver, DnsName base, int port) {
        Optional<DnsName> name = base.under("_" + port + "._tcp");
        if (name.isEmpty()) return new None();
        return switch (resolver.lookup(name.get(), RecordType.TLSA)) {
            case Answer.Found<Tlsa> found ->
                found.authenticated() ? new Published(base, usable(found.records())) : new None();
            case Answer.NoData<Tlsa> _, Answer.NoSuchName<Tlsa> _ -> new None();
            case Answer.TemporaryFailure<Tlsa> failure ->
                new Unknown("TLSA records of " + base + ": " + failure.describe());
            case Answer.Bogus<Tlsa> bogus -> new Unknown("TLSA records of " + base + ": " + bogus.describe());
        };
    }

    /**
     * Those that mail servers use: of each kind the ones with the strongest digest only, so that a weaker one can be broken
     * without harm. RFC 7672 §3.1.3, §5.
     */
    static List<Tlsa> usable(List<Tlsa> records) {
        var known = records.stream().limit(MOST).filter(TlsaRecords::isKnown).toList();
        var usable = new ArrayList<Tlsa>();
        for (Tlsa each : known) {
            boolean weaker = each.matching() == SHA_256
                    && known.stream()
                            .anyMatch(other -> other.matching() == SHA_512
                                    && other.usage() == each.usage()
                                    && other.selector() == each.selector());
            if (!weaker) usable.add(each);
        }
        return usable;
    }

    private static boolean isKnown(Tlsa record) {
        boolean usage = record.usage() == DANE_TA || record.usage() == DANE_EE;
        boolean selector = record.selector() == CERTIFICATE || record.selector() == KEY;
        boolean data = switch (record.matching()) {
            case FULL -> record.data().length > 0;
            case SHA_256 -> record.data().length == 32;
            case SHA_512 -> record.data().length == 64;
            default -> false;
        };
        return usage && selector && data;
    }
}
