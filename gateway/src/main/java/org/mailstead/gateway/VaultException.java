package org.mailstead.gateway;

import java.io.IOException;

/** A vault cannot be read, or not be written. */
public final class VaultException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param why a part of a sentence, without its end */
    VaultException(String why) {
        super(why);
    }
}
