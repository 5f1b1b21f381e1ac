package org.mailstead.dns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.mailstead.dns.DnsRecord.Address;

/** Where a host is, by its AAAA and A records. */
public sealed interface HostAddresses {
    /** At these, at least one. */
    record Found(List<InetAddress> addresses) implements HostAddresses {
        public Found {
            addresses = List.copyOf(addresses);
        }
    }

    /** @param unusable whether it has some, but none that we may go to */
    record None(boolean unusable) implements HostAddresses {}

    /** Nobody knows just now. */
    record Unknown(String why) implements HostAddresses {}

    /** @param usable which of them we may go to */
    static HostAddresses find(Resolver resolver, DnsName host, Predicate<InetAddress> usable) {
        var addresses = new ArrayList<InetAddress>();
        var trouble = new ArrayList<String>();
        boolean unusable = false;
        for (var type : List.of(RecordType.AAAA, RecordType.A)) {
            switch (resolver.lookup(host, type)) {
                case Answer.Found<Address> found -> {
                    for (Address each : found.records()) {
                        if (usable.test(each.address())) addresses.add(each.address());
                        else unusable = true;
                    }
                }
                case Answer.NoData<Address> none -> {}
                case Answer.NoSuchName<Address> none -> {}
                case Answer.TemporaryFailure<Address> failure -> trouble.add(failure.describe());
                case Answer.Bogus<Address> bogus -> trouble.add(bogus.describe());
            }
        }
        if (!addresses.isEmpty()) return new Found(addresses);
        return trouble.isEmpty() ? new None(unusable) : new Unknown(trouble.getFirst());
    }

    /**
     * Whether an address can be that of another machine. Whoever owns a domain says where we go for it; nobody shall
     * point us at ourselves, where other programs trust whoever calls from this machine.
     */
    static boolean isSomewhere(InetAddress address) {
        return !address.isLoopbackAddress()
                && !address.isAnyLocalAddress()
                && !address.isLinkLocalAddress()
                && !address.isMulticastAddress();
    }
}
