package org.mailstead.settings;

import java.io.Serial;

/** A provider's file cannot be used. The message names file, line and field, and says what is wrong. */
public final class ProviderFileException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    ProviderFileException(String message) {
        super(message);
    }
}
