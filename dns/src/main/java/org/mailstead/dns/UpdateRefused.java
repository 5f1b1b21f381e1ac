package org.mailstead.dns;

/** A DNS server did not change a zone. The message is a sentence's part for the person who set it up. */
public final class UpdateRefused extends Exception {
    UpdateRefused(String why) {
        super(why);
    }

    UpdateRefused(String why, Throwable cause) {
        super(why, cause);
    }
}
