package org.mailstead.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a browser brings the code: to a program on the same machine, by a port of the loopback interface (RFC 8252 §7.3) or a scheme
 * that is the program's own (§7.1). Web sites are none: they could have people sign in here and walk off with their mail from
 * anywhere, and nobody has registered who they are.
 */
record RedirectUri(URI uri) {
    /** Longest there are; those of programs have forty. */
    static final int CHARACTERS = 200;

    static Optional<RedirectUri> parse(String text) {
        if (text.isEmpty() || text.length() > CHARACTERS) return Optional.empty();
        if (!text.chars()
                .allMatch(c ->
                        c > ' ' && c < 0x7f && c != '"' && c != '<' && c != '>' && c != ';' && c != ',' && c != '\''))
            return Optional.empty();
        try {
            var redirect = new RedirectUri(new URI(text));
            return redirect.isNative() ? Optional.of(redirect) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private boolean isNative() {
        if (uri.getScheme() == null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) return false;
        return isLoopback() || isPrivateUse();
    }

    boolean isLoopback() {
        if (!scheme().equals("http") || uri.getHost() == null) return false;
        return switch (uri.getHost().toLowerCase(Locale.ROOT)) {
            case "localhost", "127.0.0.1", "[::1]" -> true;
            default -> false;
        };
    }

    /** A domain turned round: what has no dot may be anybody's, such as {@code javascript}. */
    private boolean isPrivateUse() {
        return scheme().indexOf('.') > 0;
    }

    private String scheme() {
        return uri.getScheme().toLowerCase(Locale.ROOT);
    }

    /** Whether a program that registered this may ask for that: the same, but for the port of the loopback interface. */
    boolean covers(RedirectUri asked) {
        if (uri.equals(asked.uri)) return true;
        return isLoopback()
                && asked.isLoopback()
                && uri.getHost().equalsIgnoreCase(asked.uri.getHost())
                && part(uri.getRawPath()).equals(part(asked.uri.getRawPath()))
                && part(uri.getRawQuery()).equals(part(asked.uri.getRawQuery()));
    }

    private static String part(@org.jspecify.annotations.Nullable String text) {
        return text == null || text.equals("/") ? "" : text;
    }

    /** Whom a form may lead to, in the words of Content-Security-Policy; it knows no IPv6 addresses. */
    String source() {
        if (!isLoopback()) return scheme() + ":";
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return host.startsWith("[") ? "http:" : "http://" + host + ":*";
    }

    /** Whose it is, for people. */
    String program() {
        return isLoopback() ? "a program without a name" : "a program without a name (" + scheme() + ")";
    }

    /** The same, with parameters more. */
    String with(Map<String, String> parameters) {
        String more = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + Parameters.encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        String text = uri.toString();
        return text + (uri.getRawQuery() == null && !text.contains("?") ? "?" : "&") + more;
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
