package org.mailstead.gateway;

import java.util.concurrent.Semaphore;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.wire.Connection;

/**
 * A connection to the provider, signed in; there are only so many at once.
 *
 * @param place that is taken by it
 * @param conduct of all connections of the account
 */
record Way(SignedIn signedIn, Semaphore place, Protocol protocol, Conduct conduct) implements AutoCloseable {
    /** Passes everything through until one of the two goes. */
    void pass(Connection program) {
        PassThrough.between(program, signedIn, protocol, conduct);
    }

    @Override
    public void close() {
        signedIn.connection().close();
        place.release();
    }
}
