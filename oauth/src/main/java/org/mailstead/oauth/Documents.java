package org.mailstead.oauth;

import java.io.IOException;
import java.net.URI;

/** Fetches what a provider publishes. */
@FunctionalInterface
interface Documents {
    /** Longest that is read: a provider with twenty keys that each bring their certificates has 60 KiB. */
    int BYTES = 256 * 1024;

    /** @throws IOException with the reason, if it is not there in time and whole */
    String fetch(URI address) throws IOException;
}
