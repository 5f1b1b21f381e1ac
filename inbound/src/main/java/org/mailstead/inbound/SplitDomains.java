package org.mailstead.inbound;

import java.util.Optional;
import org.mailstead.directory.Resolution;
import org.mailstead.outbound.AddressProbe;
import org.mailstead.smtp.Recipients;
import org.mailstead.smtp.SmtpAddress;
import org.mailstead.smtp.SmtpPeer;

/**
 * For a domain that is on another server too, mail for an address that nobody has here is taken only if that server knows it. If it
 * cannot be asked, mail is taken as if it did: it waits in the queue until that server is back.
 */
final class SplitDomains implements Recipients {
    private final LocalRecipients here;
    private final AddressProbe there;

    SplitDomains(LocalRecipients here, AddressProbe there) {
        this.here = here;
        this.there = there;
    }

    @Override
    public Verdict judge(SmtpAddress recipient, Optional<SmtpAddress> sender, SmtpPeer peer) {
        boolean isThere = here.resolve(recipient) instanceof Resolution.Routed
                && here.sentOnFor(recipient).isEmpty();
        if (!isThere) return here.judge(recipient, sender, peer);
        return switch (there.ask(recipient)) {
            case YES, UNKNOWN -> Verdict.DELIVERED_HERE;
            case NO -> Verdict.UNKNOWN_HERE;
        };
    }
}
