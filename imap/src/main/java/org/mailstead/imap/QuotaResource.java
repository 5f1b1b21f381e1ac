package org.mailstead.imap;

import java.io.IOException;
import java.util.Optional;
import org.mailstead.imap.EndOfCommand.Refused;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.Quota;
import org.mailstead.mailbox.Quota.Usage;

/**
 * What can be limited in an account. RFC 9208 §5. An account is one quota root, whose name is empty; an account without
 * limits has none.
 */
enum QuotaResource {
    STORAGE,
    MESSAGE,
    MAILBOX;

    /** STORAGE counts in these. RFC 9208 §5.1. */
    private static final long KIBIBYTE = 1024;

    static final String ROOT = "";

    static Optional<QuotaResource> of(String word) {
        for (QuotaResource each : values()) if (each.name().equals(word)) return Optional.of(each);
        return Optional.empty();
    }

    static boolean limits(MailAccount mail) {
        return !mail.quota().equals(Quota.NONE);
    }

    /** The QUOTA response. RFC 9208 §4.2.1. */
    static void write(ImapWriter out, MailAccount mail) throws IOException {
        Quota quota = mail.quota();
        Usage used = mail.used();
        out.text("* QUOTA ").quoted(ROOT).text(" (");
        boolean first = true;
        for (QuotaResource each : values()) {
            long limit = each.limit(quota);
            if (limit == 0) continue;
            out.text(first ? "" : " ").text(each.name()).text(" ");
            out.number(each.used(used)).text(" ").number(limit);
            first = false;
        }
        out.text(")").line();
    }

    /** A limit below one unit is still one: 0 would mean that there is no limit. */
    private long limit(Quota quota) {
        return switch (this) {
            case STORAGE -> quota.storage() == 0 ? 0 : Math.max(1, quota.storage() / KIBIBYTE);
            case MESSAGE -> quota.messages();
            case MAILBOX -> quota.mailboxes();
        };
    }

    private long used(Usage used) {
        return switch (this) {
            case STORAGE -> (used.storage() + KIBIBYTE - 1) / KIBIBYTE;
            case MESSAGE -> used.messages();
            case MAILBOX -> used.mailboxes();
        };
    }

    /** Refuses every name but that of the one quota root there may be. */
    static void requireRoot(String root, MailAccount mail) {
        if (!root.equals(ROOT) || !limits(mail)) throw new Refused(ImapReplies.NO_QUOTA_ROOT);
    }
}
