package org.mailstead.mailbox;

/** What messages can be sorted by. RFC 5256 §3, RFC 5957 §4, RFC 6203 §6. */
public enum SortKey {
    /** Internal date and time. */
    ARRIVAL,
    /** The part before the @ of the first address, as in {@link #FROM} and {@link #TO}. */
    CC,
    /** Date and time of the Date header in UTC, the internal one if there is none that can be read. */
    DATE,
    FROM,
    /** How well a message fits the search that found it, the best first. */
    RELEVANCY,
    SIZE,
    /** The subject without marks of replies and lists, see {@link org.mailstead.message.StrippedSubject}. */
    SUBJECT,
    TO,
    /** What people are shown of the first address: its name, or the address if there is none. */
    DISPLAYFROM,
    DISPLAYTO;

    /** @param reverse from the highest to the lowest */
    public record Direction(SortKey key, boolean reverse) {}
}
