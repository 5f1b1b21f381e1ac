package org.mailstead.policy;

import java.util.Locale;

/** How far a session has come when a check is asked. */
public enum Stage {
    CONNECT,
    HELLO,
    MAIL,
    RECIPIENT,
    MESSAGE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
