package org.mailstead.store;

/**
 * A store cannot be opened, or not with this program: in use, of another format, not a store, damaged. The text says
 * what is the matter and what to do, and is meant to be shown to a person as it is.
 */
public final class StoreOpenException extends StoreFault {
    public StoreOpenException(String what) {
        super(what);
    }

    public StoreOpenException(String what, Throwable cause) {
        super(what, cause);
    }
}
