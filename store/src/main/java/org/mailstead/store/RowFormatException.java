package org.mailstead.store;

/** A stored key or row does not have the shape its reader expects: damaged, or written by another version. */
public final class RowFormatException extends StoreFault {
    public RowFormatException(String what) {
        super(what);
    }
}
