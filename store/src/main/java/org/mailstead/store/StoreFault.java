package org.mailstead.store;

import org.jspecify.annotations.Nullable;

/** The engine failed: disk full, disk broken, connection lost, closed. The text is fit for a log, not for a peer. */
public class StoreFault extends RuntimeException {
    public StoreFault(String what) {
        super(what);
    }

    public StoreFault(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
