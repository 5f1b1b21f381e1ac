package org.mailstead.mailbox;

import java.util.Locale;
import java.util.Optional;

/**
 * What a mailbox is for. RFC 6154 §2. \All and \Flagged are not among them: they are for mailboxes that a server makes up
 * of messages in others, and there are none here.
 */
public enum SpecialUse {
    ARCHIVE,
    DRAFTS,
    /** RFC 8457 §3. */
    IMPORTANT,
    JUNK,
    SENT,
    TRASH;

    /** The annotation that tells the owner's programs what a mailbox is for. RFC 6154 §4. */
    public static final String ENTRY = "/private/specialuse";

    /** The LIST attribute, for example {@code \Sent}. */
    public String attribute() {
        return "\\" + name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }

    public static Optional<SpecialUse> ofAttribute(String attribute) {
        for (SpecialUse use : values()) if (use.attribute().equalsIgnoreCase(attribute)) return Optional.of(use);
        return Optional.empty();
    }
}
