package org.mailstead.mailbox;

/** How threads are found. */
public enum ThreadAlgorithm {
    /** By subject alone. RFC 5256 §3. */
    ORDEREDSUBJECT,
    /** By the messages each one refers to, and subject. RFC 5256 §3. */
    REFERENCES,
    /**
     * By the messages each one refers to, alone; the thread with the newest message last, by internal dates. After a draft
     * that became no RFC (draft-ietf-morg-inthread).
     */
    REFS
}
