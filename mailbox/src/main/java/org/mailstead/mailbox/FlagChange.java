package org.mailstead.mailbox;

/**
 * What STORE does to flags. RFC 3501 §6.4.6.
 *
 * @param unchangedSince messages with a higher change number are left alone. RFC 7162 §3.1.3
 */
public record FlagChange(Mode mode, FlagSet flags, long unchangedSince) {
    public enum Mode {
        ADD,
        REMOVE,
        REPLACE
    }

    public FlagChange(Mode mode, FlagSet flags) {
        this(mode, flags, Long.MAX_VALUE);
    }
}
