package org.mailstead.discovery;

import java.util.Optional;
import org.mailstead.dns.DnsName;

/** What there is to be found here. Asked with each request, from many threads. */
public interface Domains {
    /** Empty if nobody here has an address there. */
    Optional<MailSettings> of(DnsName domain);

    /**
     * For who knows only the name of this server, or of the domain that the server's name is in: programs ask there on behalf of every
     * domain whose mail comes to this host. Empty if it is neither.
     */
    Optional<MailSettings> ofServer(DnsName name);
}
