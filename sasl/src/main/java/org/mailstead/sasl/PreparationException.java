package org.mailstead.sasl;

/** A name or password has characters that the rules for these leave out. RFC 4013 §2.3. */
public final class PreparationException extends Exception {
    private static final long serialVersionUID = 1;

    PreparationException(String message) {
        super(message);
    }
}
