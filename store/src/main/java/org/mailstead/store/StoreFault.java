package org.mailstead.store;

/** The engine failed: disk full, disk broken, connection lost, closed. The text is fit for a log, not for a peer. */
public class StoreFault extends RuntimeException {
    public StoreFault(String what) {
        super(what);
    }

    public StoreFault(String what, Throwable cause) {
        super(what, cause);
    }
}
