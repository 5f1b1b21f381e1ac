package org.mailstead.milter;

import java.io.IOException;

/** The filter could not be asked, or answered what cannot be understood. */
public final class MilterException extends IOException {
    private static final long serialVersionUID = 1L;

    MilterException(String message) {
        super(message);
    }
}
