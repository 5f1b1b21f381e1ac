package org.mailstead.message;

import java.util.ArrayList;
import java.util.List;
import org.mailstead.message.Part.Parameter;

/** Takes the value of a structured MIME header field apart. RFC 2045 §5.1; takes what real programs write, too. */
final class HeaderLexer {
    private final String text;
    private int at;

    HeaderLexer(String text) {
        this.text = text;
    }

    /** The next token, empty if there is none here. */
    String token() {
        skipSpace();
        int from = at;
        while (at < text.length() && isTokenCharacter(text.charAt(at))) at++;
        return text.substring(from, at);
    }

    private static boolean isTokenCharacter(char c) {
        return c > ' ' && c != 0x7f && "()<>@,;:\\\"/[]?=".indexOf(c) < 0;
    }

    boolean take(char wanted) {
        skipSpace();
        if (at >= text.length() || text.charAt(at) != wanted) return false;
        at++;
        return true;
    }

    /** Everything of the form {@code name=value}, the semicolons forgotten or not; what is not is stepped over. */
    List<Parameter> parameters() {
        var parameters = new ArrayList<Parameter>();
        while (at < text.length() && parameters.size() < MessageLimits.PARAMETERS) {
            if (take(';')) continue;
            String name = HeaderBlock.lower(token());
            if (name.isEmpty()) {
                toSemicolon();
            } else if (take('=')) {
                parameters.add(new Parameter(name, value(name)));
            }
        }
        return List.copyOf(parameters);
    }

    private String value(String name) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == '"') return quoted();
        // Programs leave out quotes around values that need them. In names of files blanks are meant to be there;
        // behind
        // other values a blank is where a semicolon was forgotten.
        return unquoted(name.startsWith("name") || name.startsWith("filename"));
    }

    private String unquoted(boolean withBlanks) {
        int from = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ';' || (!withBlanks && (c <= ' ' || c == '('))) break;
            at++;
        }
        return text.substring(from, at).strip();
    }

    private String quoted() {
        at++;
        var value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) at++;
            value.append(text.charAt(at++));
        }
        at = Math.min(at + 1, text.length());
        return value.toString();
    }

    private void toSemicolon() {
        while (at < text.length() && text.charAt(at) != ';') {
            if (text.charAt(at) == '"') quoted();
            else if (text.charAt(at) == '(') comment();
            else at++;
        }
    }

    private void skipSpace() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '(') comment();
            else if (c <= ' ') at++;
            else return;
        }
    }

    private void comment() {
        int depth = 0;
        do {
            char c = text.charAt(at++);
            if (c == '(') depth++;
            else if (c == ')') depth--;
            else if (c == '\\') at++;
        } while (depth > 0 && at < text.length());
        at = Math.min(at, text.length());
    }
}
