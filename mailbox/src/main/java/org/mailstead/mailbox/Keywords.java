package org.mailstead.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.mailstead.mailbox.MailboxException.Reason;

/** Turns keyword names into bits of a mailbox's table, which grows as new ones are used and never shrinks. */
final class Keywords {
    private Keywords() {}

    /** Bits of {@code flags} in {@code mailbox}; keywords it does not have yet are entered into its table. */
    static long bits(AccountEdit edit, MailboxId mailbox, FlagSet flags) {
        long bits = flags.system();
        for (String keyword : flags.keywords()) bits |= 1L << enter(edit, mailbox, keyword);
        return bits;
    }

    /** Bits of {@code flags} as far as the table knows them. */
    static long knownBits(List<String> table, FlagSet flags) {
        long bits = flags.system();
        for (int i = 0; i < table.size(); i++) {
            if (flags.keywords().contains(table.get(i))) bits |= 1L << (FlagBits.FIRST_KEYWORD + i);
        }
        return bits;
    }

    /** The bits that mean in {@code to} what {@code bits} mean in {@code from}. */
    static long translated(AccountEdit edit, long bits, MailboxId from, MailboxId to) {
        if (from.equals(to) || bits >>> FlagBits.FIRST_KEYWORD == 0) return bits;
        List<String> table = edit.mailbox(from).keywords();
        long result = bits & ((1L << FlagBits.FIRST_KEYWORD) - 1);
        for (int i = 0; i < table.size(); i++) {
            if ((bits & 1L << (FlagBits.FIRST_KEYWORD + i)) != 0) result |= 1L << enter(edit, to, table.get(i));
        }
        return result;
    }

    private static int enter(AccountEdit edit, MailboxId mailbox, String keyword) {
        MailboxRow row = edit.mailbox(mailbox);
        List<String> table = row.keywords();
        for (int i = 0; i < table.size(); i++) {
            if (table.get(i).equalsIgnoreCase(keyword)) return FlagBits.FIRST_KEYWORD + i;
        }
        if (table.size() == FlagBits.MAX_KEYWORDS) {
            throw new MailboxException(
                    Reason.LIMIT,
                    "this mailbox already uses " + FlagBits.MAX_KEYWORDS + " keywords, the most there can be");
        }
        if (keyword.getBytes(StandardCharsets.UTF_8).length > MailboxLimits.KEYWORD_BYTES) {
            throw new MailboxException(
                    Reason.LIMIT, "a keyword may have at most " + MailboxLimits.KEYWORD_BYTES + " characters");
        }
        var longer = new ArrayList<>(table);
        longer.add(keyword);
        edit.mailbox(mailbox, row.withKeywords(List.copyOf(longer)));
        return FlagBits.FIRST_KEYWORD + table.size();
    }
}
