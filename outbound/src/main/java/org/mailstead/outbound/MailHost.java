package org.mailstead.outbound;

import org.jspecify.annotations.Nullable;
import org.mailstead.dns.DnsName;
import org.mailstead.tlspolicy.AppliedPolicy;
import org.mailstead.tlspolicy.Demand;

/**
 * A host that takes mail.
 *
 * @param name for the DNS and in certificates, or an address literal without brackets
 * @param preference hosts of lower ones are tried first
 * @param authenticated whether DNSSEC proves that it is the right one. RFC 7672 §2.2.1
 * @param demand what it has to prove
 * @param judged on whose behalf, for reports; null where nobody is told
 */
record MailHost(
        String name,
        int port,
        int preference,
        boolean authenticated,
        Access access,
        Demand demand,
        @Nullable Judged judged) {
    MailHost(String name, int port, int preference, boolean authenticated, Access access) {
        this(name, port, preference, authenticated, access, Demand.nothing(), null);
    }

    /** By which policy it was judged, for mail to which domain. */
    record Judged(DnsName recipients, AppliedPolicy policy) {}

    MailHost(String name, int port, int preference, boolean authenticated) {
        this(name, port, preference, authenticated, Access.USUAL);
    }

    MailHost with(Demand other, @Nullable Judged by) {
        return new MailHost(name, port, preference, authenticated, access, other, by);
    }

    MailHost with(Access other) {
        return new MailHost(name, port, preference, authenticated, other, demand, judged);
    }

    /** For people and in reports. */
    @Override
    public String toString() {
        return name;
    }
}
