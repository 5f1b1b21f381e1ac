package org.mailstead.mailbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailstead.mailbox.MailboxException.Reason;

/** Messages that shall come into a mailbox together: all of them, or none. No more than fit into one commit. */
public final class NewMessages {
    record One(PreparedMessage message, FlagSet flags, Instant internalDate) {
        int bytes() {
            return (int) Math.min(Integer.MAX_VALUE, message.index().size());
        }
    }

    private final List<One> all = new ArrayList<>();
    private long recordBytes;

    public static NewMessages of(PreparedMessage message, FlagSet flags, Instant internalDate) {
        var messages = new NewMessages();
        messages.add(message, flags, internalDate);
        return messages;
    }

    /** @throws MailboxException LIMIT if it is one too many */
    public void add(PreparedMessage message, FlagSet flags, Instant internalDate) {
        recordBytes += MessageRecord.encode(message, Long.MAX_VALUE).length;
        if (all.size() == MailboxLimits.APPENDED_TOGETHER || recordBytes > MailboxLimits.APPENDED_RECORD_BYTES) {
            throw new MailboxException(
                    Reason.LIMIT,
                    "these are more messages than can be stored at once, and none of them is; send them in groups of"
                            + " fewer than " + (all.isEmpty() ? 1 : all.size()));
        }
        all.add(new One(message, flags, internalDate));
    }

    public int size() {
        return all.size();
    }

    /** Of the first. */
    public Optional<String> messageId() {
        return all.isEmpty()
                ? Optional.empty()
                : all.getFirst().message().index().messageId();
    }

    List<One> all() {
        return all;
    }

    long bytes() {
        return all.stream().mapToLong(One::bytes).sum();
    }
}
