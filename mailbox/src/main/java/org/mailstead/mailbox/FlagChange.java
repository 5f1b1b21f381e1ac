package org.mailstead.mailbox;

/**
 * What STORE does to flags. RFC 3501 §6.4.6.
 *
 * @param unchangedSince messages with a higher change number are left alone. RFC 7162 §3.1.3
 * @param among the only flags that may change, bits as of {@link Rights#flags}
 */
public record FlagChange(Mode mode, FlagSet flags, long unchangedSince, long among) {
    public enum Mode {
        ADD,
        REMOVE,
        REPLACE
    }

    public FlagChange(Mode mode, FlagSet flags) {
        this(mode, flags, Long.MAX_VALUE);
    }

    public FlagChange(Mode mode, FlagSet flags, long unchangedSince) {
        this(mode, flags, unchangedSince, -1L);
    }

    /** The same change, kept to the flags that may change. */
    public FlagChange within(long bits) {
        return new FlagChange(mode, flags.within(bits), unchangedSince, among & bits);
    }

    /** @param bits what {@link #flags} are in the mailbox */
    long apply(long before, long bits) {
        return switch (mode) {
            case ADD -> before | (bits & among);
            case REMOVE -> before & ~(bits & among);
            case REPLACE -> (before & ~among) | (bits & among);
        };
    }
}
