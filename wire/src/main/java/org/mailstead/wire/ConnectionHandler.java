package org.mailstead.wire;

import java.io.IOException;

/** A protocol's side of a connection. */
public interface ConnectionHandler {
    /**
     * Talks until the connection ends; called on the connection's own virtual thread. The listener closes the connection
     * afterwards, logs what is thrown and keeps it from doing harm.
     */
    void serve(Connection connection) throws IOException;
}
