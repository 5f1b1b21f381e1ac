package org.mailstead.smtp;

import org.jspecify.annotations.Nullable;

/** Tells a full disk from other failures: it is the one the sender can wait for, and the operator can mend. */
final class DiskFull {
    private DiskFull() {}

    /** Java has no type for this, and engines wrap it; the words are the operating system's. */
    static boolean caused(Exception failure) {
        int depth = 0;
        for (@Nullable Throwable e = failure; e != null && depth < 10; e = e.getCause(), depth++) {
            String text = String.valueOf(e.getMessage());
            if (text.contains("No space left") || text.contains("quota exceeded")) return true;
        }
        return false;
    }
}
