package org.mailstead.mailbox;

/** What STORE does to flags. RFC 3501 §6.4.6. */
public record FlagChange(Mode mode, FlagSet flags) {
    public enum Mode {
        ADD,
        REMOVE,
        REPLACE
    }
}
