package org.mailstead.web;

import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** What was asked, without what it came in. */
public interface WebRequest {
    /** In capitals. */
    String method();

    /** In lower case, without a port and without a dot at the end; empty if none was named. */
    String host();

    /** With percent signs resolved, and without steps up and down. */
    String path();

    /** As it was sent, without its question mark; null if there is none. */
    @Nullable
    String query();

    /** The first field of that name. */
    @Nullable
    String header(String name);

    /** The client, as far as it is known. */
    InetAddress remote();

    /**
     * All of it.
     *
     * @throws WebRefusal if it is larger than the route takes
     * @throws IOException if it did not come
     */
    byte[] body() throws IOException;
}
