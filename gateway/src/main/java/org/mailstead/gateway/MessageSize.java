package org.mailstead.gateway;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The largest message that a provider takes: what its server says, or what is known of it, whichever is smaller. RFC 1870 §4.
 *
 * @param bytes the largest number if nothing is known
 */
record MessageSize(long bytes) {
    private static final double MEGABYTE = 1_000_000;
    private static final double KILOBYTE = 1_000;

    /** @param offer lines of EHLO */
    static MessageSize of(List<String> offer, OptionalLong known) {
        long said = Offer.of(offer).size();
        return new MessageSize(Math.min(said, known.orElse(Long.MAX_VALUE)));
    }

    boolean isKnown() {
        return bytes != Long.MAX_VALUE;
    }

    boolean takes(long message) {
        return message <= bytes;
    }

    /** RFC 1870 §6.1, RFC 3463 §3.4. */
    String refusal(long message) {
        return "552 5.3.4 This message has " + words(message) + ". The provider takes " + words(bytes)
                + " at most. Attachments become a third larger on their way; send a link in place of the largest";
    }

    private static String words(long bytes) {
        if (bytes >= MEGABYTE) return String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
        return bytes >= KILOBYTE ? String.format(Locale.ROOT, "%.1f KB", bytes / KILOBYTE) : bytes + " bytes";
    }
}
