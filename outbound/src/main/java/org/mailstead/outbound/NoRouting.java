package org.mailstead.outbound;

/** No mail leaves. */
record NoRouting() implements Routing {
    @Override
    public Route find(Destination destination) {
        return new Route.Nowhere(
                Outcome.failed("5.7.1", "", "This server is set up not to send mail to other servers."));
    }

    @Override
    public Whereabouts addresses(MailHost host) {
        return new Whereabouts.Unknown(true, "No mail leaves this server.");
    }
}
