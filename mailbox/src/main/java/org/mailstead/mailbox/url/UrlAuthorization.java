package org.mailstead.mailbox.url;

import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxId;
import org.mailstead.mailbox.UrlKeys;
import org.mailstead.mailbox.url.ImapUrl.Access;
import org.mailstead.mailbox.url.ImapUrl.Authorization;
import org.mailstead.mailbox.url.ImapUrl.Server;
import org.mailstead.mailbox.url.ImapUrl.Token;

/**
 * Makes and honours URLs that let others read one message. The one mechanism is INTERNAL: an HMAC-SHA-256 over the URL,
 * under a key of the mailbox. RFC 4467, RFC 5092 §6.1. For URLFETCH, and for a server that takes mail for sending and is
 * given it by URL (BURL, RFC 4468).
 */
public final class UrlAuthorization {
    public static final String INTERNAL = "INTERNAL";

    /** In front of the hash: which algorithm made it. RFC 4467 §2.4.1 wants it to be possible to change it. */
    private static final String HMAC_SHA_256 = "01";

    private final String hostname;
    private final Function<String, Optional<MailAccount>> accounts;
    private final Clock clock;

    /**
     * @param hostname this server's name; URLs of others are not honoured
     * @param accounts finds the account by the user's name in a URL, as people sign in with it
     */
    public UrlAuthorization(String hostname, Function<String, Optional<MailAccount>> accounts, Clock clock) {
        this.hostname = hostname;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Who wants to read: somebody who has signed in. */
    public sealed interface Reader {
        MailAccount account();

        /** In a session of their own. */
        record User(MailAccount account) implements Reader {}

        /** Through the server that takes their mail for sending. */
        record Submission(MailAccount account) implements Reader {}
    }

    /** Whether a URL is on this server, in the given account, and still to be authorized. */
    public boolean canAuthorize(ImapUrl url, MailAccount owner) {
        Authorization authorization = url.authorization();
        return authorization != null
                && authorization.token() == null
                && url.mailbox() != null
                && owner(url).filter(account -> isSame(account, owner)).isPresent();
    }

    /** The URL with its token, for one that {@link #canAuthorize}. */
    public static String authorize(
            ImapUrl url, MailAccount owner, MailboxId mailbox, RandomGenerator random, Actor by) {
        Authorization authorization = url.authorization();
        if (authorization == null) throw new IllegalArgumentException("a URL that is for nobody");
        byte[] hash = owner.urlKeys().sign(mailbox, authorization.rump(), random, by);
        return authorization.rump() + ":internal:" + HMAC_SHA_256
                + HexFormat.of().formatHex(hash);
    }

    /**
     * What an authorized URL names, if {@code reader} may have it. Why not is told to nobody (RFC 4467 §7, URLFETCH): not a
     * URL, expired, revoked, meant for somebody else, or the message is gone.
     */
    public Optional<UrlContent> open(String text, Reader reader) {
        Optional<ImapUrl> parsed = ImapUrl.parse(text);
        if (parsed.isEmpty()) return Optional.empty();
        ImapUrl url = parsed.get();
        Authorization authorization = url.authorization();
        Token token = authorization == null ? null : authorization.token();
        if (authorization == null || token == null) return Optional.empty();
        if (authorization.isOver(clock.instant()) || !admits(authorization.access(), reader)) return Optional.empty();
        Optional<MailAccount> owner = owner(url);
        Optional<Mailbox> mailbox =
                owner.flatMap(mail -> Optional.ofNullable(url.mailbox()).flatMap(mail::mailbox));
        if (mailbox.isEmpty()) {
            UrlKeys.pretend(authorization.rump());
            return Optional.empty();
        }
        MailAccount mail = owner.orElseThrow();
        boolean good = vouches(mail, mailbox.get(), authorization, token);
        return good ? UrlContent.find(mail, mailbox.get(), url) : Optional.empty();
    }

    private static boolean vouches(MailAccount mail, Mailbox mailbox, Authorization authorization, Token token) {
        boolean known = token.mechanism().equals(INTERNAL)
                && token.hex().startsWith(HMAC_SHA_256)
                && token.hex().length() % 2 == 0;
        byte[] hash = known ? HexFormat.of().parseHex(token.hex().substring(HMAC_SHA_256.length())) : new byte[0];
        return mail.urlKeys().vouches(mailbox.id(), authorization.rump(), hash);
    }

    private Optional<MailAccount> owner(ImapUrl url) {
        Server server = url.server();
        if (server == null || server.user() == null || !server.host().equalsIgnoreCase(hostname))
            return Optional.empty();
        return accounts.apply(server.user());
    }

    private boolean admits(Access access, Reader reader) {
        return switch (access) {
            case Access.Anyone _, Access.AnyUser _ -> true;
            case Access.User(String user) -> reader instanceof Reader.User && isUser(user, reader.account());
            case Access.Submission(String user) ->
                reader instanceof Reader.Submission && isUser(user, reader.account());
        };
    }

    private boolean isUser(String user, MailAccount account) {
        return accounts.apply(user).filter(found -> isSame(found, account)).isPresent();
    }

    private static boolean isSame(MailAccount one, MailAccount other) {
        return one.id().equals(other.id());
    }
}
