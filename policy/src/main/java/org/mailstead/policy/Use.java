package org.mailstead.policy;

import java.util.Locale;

/** What a check's findings are used for. */
public enum Use {
    /** They decide. */
    ENFORCE,
    /** They are only told: in the log and in the message's header. */
    REPORT,
    /** There are none. */
    OFF;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
