package org.mailstead.mailbox;

import java.util.List;
import java.util.Set;

/**
 * One mailbox as its record says.
 *
 * @param uidValidity 1 to 2^32-1; changes when UIDs no longer mean what they did
 * @param uidNext the UID the next message gets; UIDs end at 2^31-1
 * @param messages number of messages
 * @param unseen number of them without \Seen
 * @param bytes their sizes added up
 * @param deleted number of messages with \Deleted
 * @param deletedBytes their sizes added up
 * @param changeNumber the last change to it or its messages (HIGHESTMODSEQ)
 * @param keywords flags other than the system's, by bit: keyword i is bit {@code FlagBits.FIRST_KEYWORD + i}
 */
public record Mailbox(
        MailboxId id,
        MailboxName name,
        long uidValidity,
        int uidNext,
        int messages,
        int unseen,
        long bytes,
        int deleted,
        long deletedBytes,
        long changeNumber,
        Set<SpecialUse> uses,
        List<String> keywords) {
    /** As somebody else sees it: what it is for is the owner's affair. */
    public Mailbox withoutUses() {
        return new Mailbox(
                id,
                name,
                uidValidity,
                uidNext,
                messages,
                unseen,
                bytes,
                deleted,
                deletedBytes,
                changeNumber,
                Set.of(),
                keywords);
    }
}
