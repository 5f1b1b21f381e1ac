package org.mailstead.reports;

/** A mail has no report in it that could be taken; the message says why, in words that follow "no report: ". */
public final class NoReportException extends Exception {
    private static final long serialVersionUID = 1L;

    NoReportException(String reason) {
        super(reason, null, false, false);
    }
}
