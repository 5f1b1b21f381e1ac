package org.mailstead.authenticity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text with {@code %{…}} in it. RFC 7208 §7. */
final class SpfMacros {
    private static final String DELIMITERS = ".-+,/_=";
    private static final Pattern TOP_LABEL =
            Pattern.compile("[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*|[A-Za-z0-9]+-[A-Za-z0-9-]*[A-Za-z0-9]");

    /** Names are at most this long; what is longer loses labels from the left. RFC 7208 §7.3. */
    private static final int NAME_CHARACTERS = 253;

    /** What macros stand for, in one check at one domain. */
    interface Values {
        /** @param letter in lower case, one of those of RFC 7208 §7.2 */
        String value(char letter);
    }

    private SpfMacros() {}

    /**
     * The syntax of a text with macros.
     *
     * @param explanation whether those macros are allowed which only explanations may have
     */
    static void check(String text, boolean explanation) throws SpfSyntaxException {
        expand(text, explanation, letter -> "");
    }

    /** The syntax of a domain: it ends in a macro, or in a dot and a label that can be a top-level domain. RFC 7208 §7.1. */
    static void checkDomain(String text) throws SpfSyntaxException {
        if (text.isEmpty()) throw new SpfSyntaxException("a domain is missing");
        check(text, false);
        if (endsInMacro(text)) return;
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        int dot = name.lastIndexOf('.');
        if (dot < 0) throw new SpfSyntaxException("\"" + text + "\" is no complete domain");
        if (!TOP_LABEL.matcher(name.substring(dot + 1)).matches())
            throw new SpfSyntaxException("\"" + text + "\" does not end in a top-level domain");
    }

    private static boolean endsInMacro(String text) {
        if (text.endsWith("}")) {
            int open = text.lastIndexOf("%{");
            return open >= 0 && text.indexOf('}', open) == text.length() - 1;
        }
        return text.endsWith("%%") || text.endsWith("%_") || text.endsWith("%-");
    }

    /** A domain with its macros replaced, shortened from the left to what a name may have. */
    static String expandDomain(String text, Values values) throws SpfSyntaxException {
        String name = expand(text, false, values);
        if (name.endsWith(".")) name = name.substring(0, name.length() - 1);
        while (name.length() > NAME_CHARACTERS && name.indexOf('.') >= 0) name = name.substring(name.indexOf('.') + 1);
        return name;
    }

    static String expand(String text, boolean explanation, Values values) throws SpfSyntaxException {
        if (text.indexOf('%') < 0) return text;
        var out = new StringBuilder(text.length() + 32);
        for (int at = 0; at < text.length(); at++) {
            if (out.length() > AuthenticityLimits.SPF_EXPANDED_CHARACTERS)
                throw new SpfSyntaxException("its macros make too long a text");
            char c = text.charAt(at);
            if (c != '%') {
                out.append(c);
                continue;
            }
            char next = ++at < text.length() ? text.charAt(at) : 0;
            switch (next) {
                case '%' -> out.append('%');
                case '_' -> out.append(' ');
                case '-' -> out.append("%20");
                case '{' -> {
                    int end = text.indexOf('}', at);
                    if (end < 0) throw new SpfSyntaxException("a macro has no end in \"" + text + "\"");
                    out.append(macro(text.substring(at + 1, end), explanation, values));
                    at = end;
                }
                default -> throw new SpfSyntaxException("a percent sign stands alone in \"" + text + "\"");
            }
        }
        return out.toString();
    }

    /** RFC 7208 §7.2, §7.3: a letter, how many parts from the right, whether reversed, what parts them. */
    private static String macro(String inside, boolean explanation, Values values) throws SpfSyntaxException {
        var wrong = new SpfSyntaxException("\"%{" + inside + "}\" is no macro");
        if (inside.isEmpty()) throw wrong;
        char letter = Character.toLowerCase(inside.charAt(0));
        boolean known = "slodiphv".indexOf(letter) >= 0 || (explanation && "crt".indexOf(letter) >= 0);
        if (!known) throw wrong;
        int at = 1;
        int parts = Integer.MAX_VALUE;
        int digits = at;
        while (at < inside.length() && inside.charAt(at) >= '0' && inside.charAt(at) <= '9') at++;
        if (at > digits) {
            // More digits than a name can have labels mean all of them.
            parts = at - digits > 6 ? Integer.MAX_VALUE : Integer.parseInt(inside.substring(digits, at));
            if (parts == 0) throw wrong;
        }
        boolean reversed = at < inside.length() && (inside.charAt(at) == 'r' || inside.charAt(at) == 'R');
        if (reversed) at++;
        String delimiters = inside.substring(at);
        for (int i = 0; i < delimiters.length(); i++) if (DELIMITERS.indexOf(delimiters.charAt(i)) < 0) throw wrong;
        String value = values.value(letter);
        boolean whole = at == 1;
        if (!whole || !delimiters.isEmpty()) value = transformed(value, parts, reversed, delimiters);
        return Character.isUpperCase(inside.charAt(0)) ? escaped(value) : value;
    }

    private static String transformed(String value, int count, boolean reversed, String delimiters) {
        String by = delimiters.isEmpty() ? "." : delimiters;
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i < value.length() && by.indexOf(value.charAt(i)) < 0) continue;
            parts.add(value.substring(from, i));
            from = i + 1;
        }
        if (reversed) Collections.reverse(parts);
        return String.join(".", parts.subList(Math.max(0, parts.size() - count), parts.size()));
    }

    /** A capital letter asks for what a URL can have. RFC 7208 §7.3, RFC 3986 §2.3. */
    private static String escaped(String value) {
        var out = new StringBuilder(value.length());
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            if (plain) out.append(c);
            else out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return out.toString();
    }
}
