package org.mailstead.pop3;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailboxId;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.StoredMessage;
import org.mailstead.message.AsciiHeaderForm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How large messages are as they are sent to programs that did not say UTF8. For most that is what they are; of the others
 * the headers have to be read. What was found is kept in memory, so that the next session reads those only that are new.
 */
final class SentSizes {
    private static final Logger LOG = LoggerFactory.getLogger(SentSizes.class);

    /** Mailboxes of which it is kept, those asked for last: some 100 bytes each, and 50 for each message that differs. */
    private static final int MAILBOXES = 10_000;

    /** Messages of one mailbox whose size is kept; of further ones it is found again each time. */
    private static final int MESSAGES = 20_000;

    private final Map<Key, Known> known = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
            return size() > MAILBOXES;
        }
    });

    private record Key(String account, MailboxId mailbox) {}

    /**
     * @param upTo the highest UID that was looked at: UIDs only rise, so that all up to it are known
     * @param sizes of those messages that are sent in another form, by UID
     */
    private record Known(int upTo, Map<Integer, Long> sizes) {
        static final Known NOTHING = new Known(0, Map.of());
    }

    /** Sizes of those messages of the view that are sent in another form than the one they have, by UID. */
    Map<Integer, Long> of(MailAccount account, MailboxView view) {
        var key = new Key(account.id(), view.mailbox());
        Known before = known.getOrDefault(key, Known.NOTHING);
        if (view.size() == 0 || view.uid(view.size() - 1) <= before.upTo()) return before.sizes();
        var sizes = new TreeMap<>(before.sizes());
        // Not before there is need: a session with an older view may still ask for them.
        if (sizes.size() > MESSAGES) sizes.keySet().removeIf(uid -> view.indexOf(uid) < 0);
        int first = view.indexOf(before.upTo() + 1);
        int upTo = before.upTo();
        for (int i = first < 0 ? -first - 1 : first; i < view.size(); i++) {
            long size = size(account, view, i);
            if (size != view.bytes(i)) sizes.put(view.uid(i), size);
            if (sizes.size() <= MESSAGES) upTo = view.uid(i);
        }
        Map<Integer, Long> kept = upTo == view.uid(view.size() - 1) ? sizes : sizes.headMap(upTo, true);
        known.put(key, new Known(upTo, Collections.unmodifiableMap(new TreeMap<>(kept))));
        return sizes;
    }

    /** A message that cannot be read is told by its size as it is kept, and again when somebody wants it. */
    private static long size(MailAccount account, MailboxView view, int index) {
        try {
            StoredMessage message = account.message(view.messageId(index));
            if (!message.index().wideHeaders()) return view.bytes(index);
            return form(account, message).size();
        } catch (IOException | RuntimeException fault) {
            LOG.warn("message {} cannot be read: {}", view.messageId(index), fault.getMessage());
            return view.bytes(index);
        }
    }

    static AsciiHeaderForm form(MailAccount account, StoredMessage message) throws IOException {
        return AsciiHeaderForm.of(message.index(), (offset, length) -> account.open(message, offset, length));
    }
}
