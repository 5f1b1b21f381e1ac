package org.mailstead.imap;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a client can be told of without asking each time. RFC 5465 §5, names of RFC 5423 §4. */
enum NotifyEvent {
    MESSAGE_NEW("MessageNew", true),
    MESSAGE_EXPUNGE("MessageExpunge", true),
    FLAG_CHANGE("FlagChange", true),
    MAILBOX_NAME("MailboxName", false),
    SUBSCRIPTION_CHANGE("SubscriptionChange", false),
    MAILBOX_METADATA_CHANGE("MailboxMetadataChange", false),
    SERVER_METADATA_CHANGE("ServerMetadataChange", false);

    /** For clients that ask for another one. RFC 5465 §3.1, BADEVENT. */
    static final String ALL = Arrays.stream(values()).map(event -> event.shown).collect(Collectors.joining(" "));

    private final String shown;
    private final boolean ofMessages;

    NotifyEvent(String shown, boolean ofMessages) {
        this.shown = shown;
        this.ofMessages = ofMessages;
    }

    boolean ofMessages() {
        return ofMessages;
    }

    /** @param word in upper case */
    static Optional<NotifyEvent> of(String word) {
        return Arrays.stream(values())
                .filter(event -> event.shown.equalsIgnoreCase(word))
                .findFirst();
    }
}
