package org.mailstead.imap;

import java.util.ArrayList;

/** What a client can be told of without asking each time. RFC 5465 §5, names of RFC 5423 §4. */
enum NotifyEvent {
    MESSAGE_NEW("MessageNew", true),
    MESSAGE_EXPUNGE("MessageExpunge", true),
    FLAG_CHANGE("FlagChange", true),
    MAILBOX_NAME("MailboxName", false),
    SUBSCRIPTION_CHANGE("SubscriptionChange", false),
    MAILBOX_METADATA_CHANGE("MailboxMetadataChange", false),
    SERVER_METADATA_CHANGE("ServerMetadataChange", false);

    private final String shown;
    private final boolean ofMessages;

    NotifyEvent(String shown, boolean ofMessages) {
        this.shown = shown;
        this.ofMessages = ofMessages;
    }

    boolean ofMessages() {
        return ofMessages;
    }

    /** @throws EndOfCommand.Refused with all there are, if it is another one. RFC 5465 §3.1, BADEVENT */
    static NotifyEvent of(String word, Enabled enabled) {
        var offered = new ArrayList<String>();
        for (NotifyEvent event : values()) {
            if (!event.isOffered(enabled)) continue;
            if (event.shown.equalsIgnoreCase(word)) return event;
            offered.add(event.shown);
        }
        throw ImapReplies.badEvent(offered).asRefusal();
    }

    /** RFC 5465 §5.6, §5.7: without annotations there are no changes of them. */
    private boolean isOffered(Enabled enabled) {
        return switch (this) {
            case MAILBOX_METADATA_CHANGE, SERVER_METADATA_CHANGE -> enabled.offers(Extension.METADATA);
            case MESSAGE_NEW, MESSAGE_EXPUNGE, FLAG_CHANGE, MAILBOX_NAME, SUBSCRIPTION_CHANGE -> true;
        };
    }
}
