package org.mailstead.authenticity;

/** A file that is no report, or one too large to be looked at. */
public final class MalformedReportException extends Exception {
    MalformedReportException(String message) {
        super(message, null, false, false);
    }
}
