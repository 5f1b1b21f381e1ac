package org.mailstead.smtp;

import java.io.IOException;

/** What can be told from a failure to write. */
final class Spooling {
    private Spooling() {}

    /** Java has no type for this; the text is the operating system's. */
    static boolean isDiskFull(IOException e) {
        String text = String.valueOf(e.getMessage());
        return text.contains("No space left") || text.contains("quota exceeded");
    }
}
