package org.mailstead.imap;

import java.util.Map;
import java.util.Optional;
import org.mailstead.mailbox.Quota;
import org.mailstead.mailbox.Quota.Usage;

/** What can be limited in an account. RFC 9208 §5. */
enum QuotaResource {
    STORAGE,
    MESSAGE,
    MAILBOX;

    /** STORAGE counts in these. RFC 9208 §5.1. */
    private static final long KIBIBYTE = 1024;

    /** Larger limits mean nothing, and their sums could overflow. */
    private static final long MOST = 1L << 50;

    static Optional<QuotaResource> of(String word) {
        for (QuotaResource each : values()) if (each.name().equals(word)) return Optional.of(each);
        return Optional.empty();
    }

    /** Resources that are not named have no limit. */
    static Quota quota(Map<QuotaResource, Long> limits) {
        return new Quota(
                limits.getOrDefault(STORAGE, 0L) * KIBIBYTE,
                limits.getOrDefault(MESSAGE, 0L),
                limits.getOrDefault(MAILBOX, 0L));
    }

    /** Whether an account can have this limit. */
    boolean allows(long limit) {
        return limit > 0 && limit <= (this == STORAGE ? MOST / KIBIBYTE : MOST);
    }

    /** 0 means that there is none; one below one unit still is one. */
    long limit(Quota quota) {
        return switch (this) {
            case STORAGE -> quota.storage() == 0 ? 0 : Math.max(1, quota.storage() / KIBIBYTE);
            case MESSAGE -> quota.messages();
            case MAILBOX -> quota.mailboxes();
        };
    }

    long used(Usage used) {
        return switch (this) {
            case STORAGE -> (used.storage() + KIBIBYTE - 1) / KIBIBYTE;
            case MESSAGE -> used.messages();
            case MAILBOX -> used.mailboxes();
        };
    }
}
