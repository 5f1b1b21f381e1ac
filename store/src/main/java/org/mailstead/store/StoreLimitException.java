package org.mailstead.store;

/** A key, value or commit was larger than {@link StoreLimits} allows; the caller must cut its work into pieces. */
public final class StoreLimitException extends StoreFault {
    public StoreLimitException(String what) {
        super(what);
    }
}
