package org.mailstead.smtp;

/** What came of bringing a mail to one recipient. */
public sealed interface Answer {
    /** The server said so. */
    record Said(SmtpReply reply) implements Answer {}

    /**
     * The server said nothing we could go by, or nothing any more.
     *
     * @param status what that means. RFC 3463
     * @param why in words, for people
     * @param mayBeTaken whether it had all of the mail, so that another try may bring it twice
     */
    record Lost(String status, String why, boolean mayBeTaken) implements Answer {}

    /** Whether the server has taken the mail for this recipient: then it is its own affair. */
    default boolean isTaken() {
        return this instanceof Said(var reply) && reply.isPositive();
    }
}
