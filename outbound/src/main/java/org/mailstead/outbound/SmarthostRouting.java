package org.mailstead.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * All mail to one host that brings it on. It was chosen by whoever runs this server, so it may be anywhere, and its name may
 * be one that only this machine knows.
 */
record SmarthostRouting(MailHost smarthost) implements Routing {
    @Override
    public Route find(Destination destination) {
        return new Route.Hosts(List.of(smarthost));
    }

    @Override
    public Whereabouts addresses(MailHost host) {
        try {
            return new Whereabouts.Addresses(List.of(InetAddress.getAllByName(host.name())));
        } catch (UnknownHostException e) {
            // Not for good: the name was right when it was written down.
            return new Whereabouts.Unknown(false, "The address of the smarthost " + host + " cannot be found.");
        }
    }
}
