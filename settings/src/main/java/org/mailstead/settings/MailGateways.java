package org.mailstead.settings;

import java.util.Set;

/** Hosts that take mail for a domain and have no mailboxes, by the ends of their names. */
final class MailGateways {
    /** Look for spam in the mail of others and pass it on. */
    private static final Set<String> FILTERS = Set.of(
            "antispamcloud.com",
            "arsmtp.com",
            "barracudanetworks.com",
            "expurgate.de",
            "expurgate.net",
            "fireeyecloud.com",
            "hornetsecurity.com",
            "iphmx.com",
            "mailcontrol.com",
            "mailspamprotection.com",
            "messagelabs.com",
            "mimecast-offshore.com",
            "mimecast.co.za",
            "mimecast.com",
            "mtaroutes.com",
            "mx25.net",
            "mxlogic.net",
            "nospamproxy.com",
            "ppe-hosted.com",
            "pphosted.com",
            "retarus.com",
            "sophos.com",
            "spamexperts.com",
            "trendmicro.com",
            "trendmicro.eu",
            "vadesecure.com");

    /** Send the mail on to addresses of other domains. */
    private static final Set<String> FORWARDERS = Set.of(
            "improvmx.com",
            "mx.cloudflare.net",
            // Namecheap forwards with these; its mailboxes are behind other names.
            "eforward1.registrar-servers.com",
            "eforward2.registrar-servers.com",
            "eforward3.registrar-servers.com",
            "eforward4.registrar-servers.com",
            "eforward5.registrar-servers.com");

    private MailGateways() {}

    static boolean isFilter(String host) {
        return DomainName.byEnd(host, end -> FILTERS.contains(end) ? end : null).isPresent();
    }

    static boolean forwards(String host) {
        return DomainName.byEnd(host, end -> FORWARDERS.contains(end) ? end : null)
                .isPresent();
    }
}
