package org.mailstead.authenticity;

import java.util.Optional;

/** Whether what the DNS has is the key that signs. */
public enum KeyMatch {
    SAME,
    /** The beginning of it: an editor has cut a long text. */
    CUT,
    /** Some other key. */
    OTHER,
    /** A key that its owner withdrew. RFC 6376 §3.6.1. */
    REVOKED,
    /** No key at all. */
    UNREADABLE;

    /** @param text of the record, its strings put together */
    public static KeyMatch of(SigningKey ours, String text) {
        Optional<String> published = data(text);
        if (published.isEmpty()) return UNREADABLE;
        String wanted = data(ours.recordText()).orElseThrow();
        if (published.get().isEmpty()) return REVOKED;
        try {
            KeyRecord record = KeyRecord.parse(text);
            if (ours.publicKey().equals(record.key())) return SAME;
            return wanted.startsWith(published.get()) ? CUT : OTHER;
        } catch (TagList.MalformedException e) {
            return wanted.startsWith(published.get()) ? CUT : UNREADABLE;
        }
    }

    private static Optional<String> data(String text) {
        try {
            return TagList.parse(text).get("p").map(TagList::compact);
        } catch (TagList.MalformedException e) {
            return Optional.empty();
        }
    }
}
