package org.mailstead.gateway;

import java.util.List;
import org.mailstead.wire.Connection;

/**
 * A connection to a provider on which we are signed in.
 *
 * @param offer what the server can: capabilities of IMAP and POP3, lines of EHLO
 */
record SignedIn(Connection connection, List<String> offer) {
    SignedIn {
        offer = List.copyOf(offer);
    }
}
