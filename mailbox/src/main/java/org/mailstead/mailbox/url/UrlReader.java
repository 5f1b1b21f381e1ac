package org.mailstead.mailbox.url;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.url.ImapUrl.Access;
import org.mailstead.mailbox.url.ImapUrl.Authorization;
import org.mailstead.mailbox.url.ImapUrl.Server;
import org.mailstead.mailbox.url.ImapUrl.Token;
import org.mailstead.message.Span;

/**
 * Takes a URL apart by the grammar of RFC 5092 §11. Inside, the first thing that does not fit throws {@link NoUrl}: a
 * semicolon always begins a parameter, since in names it is encoded.
 */
final class UrlReader {
    private static final String SCHEME = "imap://";

    /** Hexadecimal digits of a token. RFC 5092 §11 asks for 32; mechanisms with more than 512 bits are none of ours. */
    private static final int TOKEN_DIGITS = 256;

    private static final class NoUrl extends RuntimeException {
        NoUrl() {
            super(null, null, false, false);
        }
    }

    private final String url;
    private int at;

    private UrlReader(String url) {
        this.url = url;
    }

    static Optional<ImapUrl> read(String url) {
        try {
            return Optional.of(new UrlReader(url).read());
        } catch (NoUrl no) {
            return Optional.empty();
        }
    }

    private ImapUrl read() {
        for (int i = 0; i < url.length(); i++) if (url.charAt(i) <= ' ' || url.charAt(i) > '~') throw new NoUrl();
        Server server = null;
        if (takeIgnoringCase(SCHEME)) server = server();
        else if (url.startsWith("//")) {
            at = 2;
            server = server();
        }
        MailboxName mailbox = null;
        OptionalLong uidValidity = OptionalLong.empty();
        if (take('/')) {
            mailbox = mailbox();
            if (takeIgnoringCase(";UIDVALIDITY=")) uidValidity = OptionalLong.of(number());
            require(take('/'));
        } else {
            // Relative to the selected mailbox, it begins with the message.
            require(server == null);
        }
        require(takeIgnoringCase(";UID="));
        long uid = number();
        require(uid > 0 && uid <= Integer.MAX_VALUE);
        UrlSection section = takeIgnoringCase("/;SECTION=") ? section() : UrlSection.WHOLE;
        Span partial = takeIgnoringCase("/;PARTIAL=") ? partial() : null;
        Authorization authorization = at == url.length() ? null : authorization();
        require(at == url.length());
        return new ImapUrl(server, mailbox, uidValidity, (int) uid, section, partial, authorization);
    }

    /** RFC 5092 §11, iserver; a way to sign in that it names means nothing here. */
    private Server server() {
        int end = until("/?#");
        String authority = url.substring(at, end);
        at = end;
        String user = null;
        int sign = authority.lastIndexOf('@');
        if (sign >= 0) {
            String userInfo = authority.substring(0, sign);
            int auth = userInfo.toUpperCase(Locale.ROOT).indexOf(";AUTH=");
            String name = decoded(auth < 0 ? userInfo : userInfo.substring(0, auth));
            require(auth >= 0 || !name.isEmpty());
            user = name.isEmpty() ? null : name;
        }
        String hostAndPort = authority.substring(sign + 1);
        int colon = hostAndPort.lastIndexOf(':');
        if (colon < hostAndPort.lastIndexOf(']')) colon = -1;
        String host = (colon < 0 ? hostAndPort : hostAndPort.substring(0, colon)).toLowerCase(Locale.ROOT);
        require(!host.isEmpty() && host.chars().allMatch(UrlReader::isOfHost));
        return new Server(user, host, colon < 0 ? -1 : port(hostAndPort.substring(colon + 1)));
    }

    private static boolean isOfHost(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-.:[]_".indexOf(c) >= 0;
    }

    private static int port(String digits) {
        if (digits.isEmpty()) return -1;
        boolean number = digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = number ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65_535) throw new NoUrl();
        return port;
    }

    private MailboxName mailbox() {
        int end = until(";?#");
        // The slash before the message's UID is not the name's.
        boolean uidFollows = end > at && url.charAt(end - 1) == '/';
        int nameEnd = uidFollows ? end - 1 : end;
        String name = decoded(url.substring(at, nameEnd));
        at = nameEnd;
        if (name.toUpperCase(Locale.ROOT).equals("INBOX")) return MailboxName.INBOX;
        return MailboxName.of(name).orElseThrow(NoUrl::new);
    }

    private UrlSection section() {
        int end = until(";?#");
        if (end < url.length() && url.charAt(end - 1) == '/') end--;
        String spec = decoded(url.substring(at, end));
        at = end;
        return UrlSection.parse(spec).orElseThrow(NoUrl::new);
    }

    /** RFC 5550 has clients use it; grammar in RFC 5092 §11, partial-range. */
    private Span partial() {
        long start = number();
        if (!take('.')) return new Span(start, Long.MAX_VALUE);
        long length = number();
        require(length > 0);
        return new Span(start, start + length);
    }

    private Authorization authorization() {
        Instant expires = takeIgnoringCase(";EXPIRE=") ? expires() : null;
        require(takeIgnoringCase(";URLAUTH="));
        int end = until(":");
        Access access = access(url.substring(at, end));
        at = end;
        String rump = url.substring(0, at);
        if (at == url.length()) return new Authorization(expires, access, rump, null);
        return new Authorization(expires, access, rump, token());
    }

    private Instant expires() {
        int end = until(";");
        String date = decoded(url.substring(at, end));
        at = end;
        try {
            return OffsetDateTime.parse(date.toUpperCase(Locale.ROOT)).toInstant();
        } catch (DateTimeException e) {
            throw new NoUrl();
        }
    }

    private static Access access(String written) {
        String lower = written.toLowerCase(Locale.ROOT);
        if (lower.equals("authuser")) return new Access.AnyUser();
        if (lower.equals("anonymous")) return new Access.Anyone();
        int plus = written.indexOf('+');
        String user = plus < 0 ? "" : decoded(written.substring(plus + 1));
        if (user.isEmpty()) throw new NoUrl();
        return switch (lower.substring(0, plus)) {
            case "submit" -> new Access.Submission(user);
            case "user" -> new Access.User(user);
            default -> throw new NoUrl();
        };
    }

    private Token token() {
        require(take(':'));
        int end = until(":");
        String mechanism = url.substring(at, end).toUpperCase(Locale.ROOT);
        require(!mechanism.isEmpty() && mechanism.chars().allMatch(UrlReader::isOfMechanism));
        at = end;
        require(take(':'));
        String hex = url.substring(at).toLowerCase(Locale.ROOT);
        at = url.length();
        require(hex.length() >= 32 && hex.length() <= TOKEN_DIGITS);
        require(hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')));
        return new Token(mechanism, hex);
    }

    private static boolean isOfMechanism(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    }

    private static void require(boolean fits) {
        if (!fits) throw new NoUrl();
    }

    private boolean take(char c) {
        if (at >= url.length() || url.charAt(at) != c) return false;
        at++;
        return true;
    }

    private boolean takeIgnoringCase(String text) {
        if (!url.regionMatches(true, at, text, 0, text.length())) return false;
        at += text.length();
        return true;
    }

    /** The place of the next of {@code stops}, or the end. */
    private int until(String stops) {
        int end = at;
        while (end < url.length() && stops.indexOf(url.charAt(end)) < 0) end++;
        return end;
    }

    /** Up to 18 digits. */
    private long number() {
        int from = at;
        while (at < url.length() && url.charAt(at) >= '0' && url.charAt(at) <= '9') at++;
        require(at > from && at - from <= 17);
        return Long.parseLong(url, from, at, 10);
    }

    /** Undoes percent-encoding; what comes out has to be UTF-8. RFC 5092 §8. */
    private static String decoded(String encoded) {
        byte[] bytes = new byte[encoded.length()];
        int length = 0;
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                int value = i + 2 < encoded.length() ? hexPair(encoded, i + 1) : -1;
                require(value > 0);
                bytes[length++] = (byte) value;
                i += 2;
            } else {
                require("\"<>\\^`{|}".indexOf(c) < 0);
                bytes[length++] = (byte) c;
            }
        }
        return utf8(bytes, length);
    }

    private static int hexPair(String text, int from) {
        int high = Character.digit(text.charAt(from), 16);
        int low = Character.digit(text.charAt(from + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static String utf8(byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new NoUrl();
        }
    }
}
