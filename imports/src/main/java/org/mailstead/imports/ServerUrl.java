package org.mailstead.imports;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A server as a URL names it. RFC 3986 §3.
 *
 * @param scheme in small letters
 * @param user empty if there is none; a password behind it is not kept
 * @param port empty if there is none
 */
record ServerUrl(String scheme, String user, boolean hasPassword, String host, String port) {
    private static final Pattern URL =
            Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?<authority>[^/?]*).*", Pattern.DOTALL);

    private static final Pattern HOST = Pattern.compile("(?<host>\\[[^\\]]*\\]|[^:]*)(:(?<port>.*))?", Pattern.DOTALL);

    static Optional<ServerUrl> parse(String text) {
        var url = URL.matcher(text.strip());
        if (!url.matches()) return Optional.empty();
        String authority = url.group("authority");
        int at = authority.lastIndexOf('@');
        String person = authority.substring(0, Math.max(at, 0));
        var host = HOST.matcher(authority.substring(at + 1));
        if (!host.matches()) return Optional.empty();
        int colon = person.indexOf(':');
        return Optional.of(new ServerUrl(
                url.group("scheme").toLowerCase(Locale.ROOT),
                decoded(colon < 0 ? person : person.substring(0, colon)),
                colon >= 0 && colon + 1 < person.length(),
                host.group("host"),
                Optional.ofNullable(host.group("port")).orElse("")));
    }

    /** A plus sign is one here, other than in forms. */
    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return part;
        }
    }
}
