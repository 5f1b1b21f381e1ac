package org.mailstead.authenticity;

/** A field that is not in the form of RFC 8601 §2.2: whatever it claims, nobody may believe it. */
public final class MalformedResultsException extends Exception {
    MalformedResultsException(String message) {
        super(message, null, false, false);
    }
}
