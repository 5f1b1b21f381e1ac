package org.mailstead.authenticity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mailstead.authenticity.AuthenticationResults.Property;
import org.mailstead.authenticity.AuthenticationResults.Result;

/** Takes the value of an Authentication-Results field apart. RFC 8601 §2.2. */
final class AuthenticationResultsReader {
    /** Characters that end a word, white space aside. */
    private static final String ENDS = ";=\"()";

    private final String text;
    private int at;

    AuthenticationResultsReader(String text) {
        this.text = text;
    }

    AuthenticationResults read() throws MalformedResultsException {
        String server = server();
        var results = new ArrayList<Result>();
        skip();
        // A version, of which there is one.
        if (at < text.length() && text.charAt(at) != ';' && !word("").equals("1")) throw wrong("an unknown version");
        boolean none = false;
        for (skip(); at < text.length(); skip()) {
            expect(';');
            skip();
            // Several servers put a semicolon behind the last result, too.
            if (at == text.length()) break;
            if (none || results.size() == AuthenticityLimits.RESULTS) throw wrong("too many results");
            String method = method();
            if (method.equals("none") && results.isEmpty() && (at == text.length() || text.charAt(at) == ';'))
                none = true;
            else results.add(result(method));
        }
        return new AuthenticationResults(server, results);
    }

    /** The name at the beginning, which is all that must be known of a field to say whether it is ours. */
    String server() throws MalformedResultsException {
        skip();
        return value();
    }

    /** A method may have a version, of which there is one. */
    private String method() throws MalformedResultsException {
        String method = lower(word(""));
        skip();
        if (at < text.length() && text.charAt(at) == '/') {
            at++;
            skip();
            method += "/" + word("");
            skip();
        }
        if (method.indexOf('/') >= 0 && !method.endsWith("/1")) throw wrong("an unknown version");
        return method.endsWith("/1") ? method.substring(0, method.length() - 2) : method;
    }

    private Result result(String method) throws MalformedResultsException {
        expect('=');
        skip();
        String result = lower(word(""));
        String reason = "";
        var properties = new ArrayList<Property>();
        for (skip(); at < text.length() && text.charAt(at) != ';'; skip()) {
            String name = dotted();
            expect('=');
            skip();
            String value = value();
            int dot = name.indexOf('.');
            if (name.equals("reason")) {
                reason = value;
            } else {
                if (dot <= 0 || dot + 1 == name.length()) throw wrong("a property without its kind");
                if (properties.size() == AuthenticityLimits.PROPERTIES) throw wrong("too many properties");
                properties.add(new Property(name.substring(0, dot), name.substring(dot + 1), value));
            }
        }
        return new Result(method, result, reason, properties);
    }

    /** A name of two words and a dot, around which there may be blanks. */
    private String dotted() throws MalformedResultsException {
        String name = lower(word(""));
        skip();
        if (at < text.length() && text.charAt(at) == '.') name += lower(word(""));
        skip();
        if (name.endsWith(".")) name += lower(word(""));
        skip();
        return name;
    }

    private String value() throws MalformedResultsException {
        if (at < text.length() && text.charAt(at) == '"') {
            String quoted = quoted();
            // The local part of an address may be quoted by itself: "a b"@example.org.
            return at < text.length() && text.charAt(at) == '@' ? quoted + word("") : quoted;
        }
        // Values have signs in them that the standard wants quoted, as base64 does; nobody quotes them.
        return word("=");
    }

    private String quoted() throws MalformedResultsException {
        var out = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return out.toString();
            }
            if (c == '\\' && at + 1 < text.length()) c = text.charAt(++at);
            if (c != '\r' && c != '\n') out.append(c);
        }
        throw wrong("a quote without end");
    }

    /** @param also characters that would end a word, but not this one */
    private String word(String also) throws MalformedResultsException {
        int from = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c <= ' ' || c == 0x7f || (ENDS.indexOf(c) >= 0 && also.indexOf(c) < 0)) break;
            at++;
        }
        if (at == from) throw wrong("a word is missing");
        return text.substring(from, at);
    }

    private void expect(char wanted) throws MalformedResultsException {
        if (at >= text.length() || text.charAt(at) != wanted) throw wrong("\"" + wanted + "\" is missing");
        at++;
    }

    /** White space, folds and comments. RFC 5322 §3.2.2. */
    private void skip() throws MalformedResultsException {
        int depth = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '(') depth++;
            else if (c == ')' && depth > 0) depth--;
            else if (c == '\\' && depth > 0) at++;
            else if (depth == 0 && c > ' ') return;
        }
        at = text.length();
        if (depth > 0) throw wrong("a comment without end");
    }

    private MalformedResultsException wrong(String what) {
        return new MalformedResultsException(what + " at character " + at);
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    /** Whether the field claims to be of one of these servers, or cannot be read so far that one could tell. */
    static boolean claims(String value, List<String> servers) {
        try {
            String server = new AuthenticationResultsReader(value).server();
            return servers.stream().anyMatch(ours -> ours.equalsIgnoreCase(server));
        } catch (MalformedResultsException e) {
            return true;
        }
    }
}
