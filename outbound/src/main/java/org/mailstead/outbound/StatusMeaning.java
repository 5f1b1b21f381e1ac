package org.mailstead.outbound;

import java.util.Map;

/** What the more common status codes mean to a person who sent a mail. RFC 3463 §3, and the codes registered since. */
final class StatusMeaning {
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("1.1", "This address does not exist. Check it letter by letter."),
            Map.entry("1.2", "The part behind the @ does not exist. Check it letter by letter."),
            Map.entry("1.3", "This address is not written as an address should be."),
            Map.entry("1.6", "The person has moved to another address."),
            Map.entry("1.10", "The domain says that it takes no mail at all."),
            Map.entry("2.0", "The mailbox cannot take the message."),
            Map.entry("2.1", "The mailbox is switched off."),
            Map.entry("2.2", "The mailbox is full. The person has to make room, or has to be reached in another way."),
            Map.entry("2.3", "The message is larger than this mailbox allows. Send it without attachments."),
            Map.entry("3.4", "The message is larger than the other server allows. Send it without attachments."),
            Map.entry("4.1", "The other server did not answer."),
            Map.entry("4.4", "There is no server that takes mail for this domain, or it could not be found."),
            Map.entry("4.6", "The message went in a circle between servers; one of them is set up wrongly."),
            Map.entry("4.7", "All tries failed and the time is up. The last answer is shown above."),
            Map.entry("6.7", "The other server cannot handle the letters in one of the addresses."),
            Map.entry("7.0", "The other server refused the message by its rules."),
            Map.entry("7.1", "The other server refused the message by its rules; it may have taken it for spam."),
            Map.entry("7.10", "The message may travel encrypted only, and the other server does not offer that."),
            Map.entry("7.20", "The other server missed a signature that proves where the message comes from."),
            Map.entry("7.23", "The other server does not accept mail of your domain from this server."),
            Map.entry("7.26", "The other server could not verify where the message comes from."));

    private StatusMeaning() {}

    /** Empty if there is nothing to say beyond what the other server said. */
    static String of(String status) {
        int dot = status.indexOf('.');
        return dot < 0 ? "" : MEANINGS.getOrDefault(status.substring(dot + 1), "");
    }
}
