package org.mailstead.mailbox;

import org.mailstead.store.StoreFault;

/** Each kind of row begins with the number of its format. */
final class Formats {
    private Formats() {}

    static void expect(int known, long found, String what) {
        if (found != known) {
            throw new StoreFault(what + " row has format " + found + ", this program knows format " + known);
        }
    }
}
