package org.mailstead.mailbox.url;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.message.Span;

/**
 * An IMAP URL that names a message or a part of one. RFC 5092 §6, §7; URLs of servers, mailboxes and searches are none.
 *
 * @param server null in a relative URL
 * @param mailbox null for the selected one; only in a relative URL
 * @param uidValidity empty if the URL does not say
 * @param section of the message; {@link UrlSection#WHOLE} if the URL does not say
 * @param partial bytes of the section, null for all; its end is {@link Long#MAX_VALUE} where no length is given
 * @param authorization null if the URL carries none
 */
public record ImapUrl(
        @Nullable Server server,
        @Nullable MailboxName mailbox,
        OptionalLong uidValidity,
        int uid,
        UrlSection section,
        @Nullable Span partial,
        @Nullable Authorization authorization) {
    /** Characters of a URL: four names of mailboxes with each byte encoded, and a choice of header fields. */
    public static final int CHARACTERS = 8 * 1024;

    /**
     * @param user null if it names nobody
     * @param host in lower case, an IPv6 address in its brackets
     * @param port -1 if it names none
     */
    public record Server(@Nullable String user, String host, int port) {}

    /**
     * What lets others read. RFC 4467 §3, RFC 5092 §6.1.
     *
     * @param expires null for never
     * @param rump the URL up to and with whom it is for: what the token vouches for
     * @param token null in a URL still to be authorized
     */
    public record Authorization(
            @Nullable Instant expires,
            Access access,
            String rump,
            @Nullable Token token) {
        public boolean isOver(Instant now) {
            return expires != null && !now.isBefore(expires);
        }
    }

    /** @param mechanism in upper case */
    public record Token(String mechanism, String hex) {}

    /** Who may use a URL. RFC 4467 §3. */
    public sealed interface Access {
        /** A server that takes mail of this user for sending. */
        record Submission(String user) implements Access {}

        /** This user alone. */
        record User(String user) implements Access {}

        /** Whoever has signed in. */
        record AnyUser() implements Access {}

        record Anyone() implements Access {}
    }

    /** Empty if it is no URL, or none of a message. */
    public static Optional<ImapUrl> parse(String text) {
        return text.length() > CHARACTERS ? Optional.empty() : UrlReader.read(text);
    }
}
