package org.mailstead.authenticity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailstead.authenticity.SpfTerm.Directive;
import org.mailstead.authenticity.SpfTerm.Explanation;
import org.mailstead.authenticity.SpfTerm.Mechanism;
import org.mailstead.authenticity.SpfTerm.Redirect;

/**
 * What a domain says of who may send its mail. RFC 7208 §4.6, §12. The whole is read before any of it is used: a mistake
 * behind the term that matches still is one.
 */
record SpfRecord(
        List<Directive> directives,
        @Nullable Redirect redirect,
        @Nullable Explanation explanation) {
    private static final String VERSION = "v=spf1";
    private static final Pattern MODIFIER = Pattern.compile("([A-Za-z][A-Za-z0-9._-]*)=(.*)");
    private static final Pattern MECHANISM = Pattern.compile("([+?~-]?)([A-Za-z][A-Za-z0-9]*)([:/].*)?");
    private static final Pattern TWO_LENGTHS = Pattern.compile("(.*?)(?:/(\\d+))?(?://(\\d+))?");

    SpfRecord {
        directives = List.copyOf(directives);
    }

    /** Whether a TXT record is one of SPF, right or wrong. RFC 7208 §4.5. */
    static boolean isSpf(String text) {
        return text.regionMatches(true, 0, VERSION, 0, VERSION.length())
                && (text.length() == VERSION.length() || text.charAt(VERSION.length()) == ' ');
    }

    static SpfRecord parse(String text) throws SpfSyntaxException {
        if (text.length() > AuthenticityLimits.SPF_RECORD_CHARACTERS)
            throw new SpfSyntaxException(
                    "the record has over " + AuthenticityLimits.SPF_RECORD_CHARACTERS + " characters");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~')
                throw new SpfSyntaxException("the record has a character that is not visible ASCII");
        }
        var directives = new ArrayList<Directive>();
        Redirect redirect = null;
        Explanation explanation = null;
        for (String word : text.substring(VERSION.length()).split(" +")) {
            if (word.isEmpty()) continue;
            switch (term(word)) {
                case Directive directive -> directives.add(directive);
                case Redirect found -> {
                    if (redirect != null) throw new SpfSyntaxException("\"redirect\" stands there twice");
                    redirect = found;
                }
                case Explanation found -> {
                    if (explanation != null) throw new SpfSyntaxException("\"exp\" stands there twice");
                    explanation = found;
                }
                case SpfTerm.Unknown unknown -> {}
            }
        }
        return new SpfRecord(directives, redirect, explanation);
    }

    private static SpfTerm term(String word) throws SpfSyntaxException {
        Matcher modifier = MODIFIER.matcher(word);
        if (modifier.matches()) {
            String value = modifier.group(2);
            return switch (lower(modifier.group(1))) {
                case "redirect" -> new Redirect(domain(value, word));
                case "exp" -> new Explanation(domain(value, word));
                default -> {
                    SpfMacros.check(value, false);
                    yield new SpfTerm.Unknown(modifier.group(1));
                }
            };
        }
        Matcher mechanism = MECHANISM.matcher(word);
        if (!mechanism.matches()) throw new SpfSyntaxException("\"" + word + "\" is no mechanism");
        var result = switch (mechanism.group(1)) {
            case "-" -> SpfResult.FAIL;
            case "~" -> SpfResult.SOFTFAIL;
            case "?" -> SpfResult.NEUTRAL;
            default -> SpfResult.PASS;
        };
        String argument = mechanism.group(3);
        return new Directive(
                result, mechanism(lower(mechanism.group(2)), argument == null ? "" : argument, word), word);
    }

    private static Mechanism mechanism(String name, String argument, String word) throws SpfSyntaxException {
        return switch (name) {
            case "all" -> {
                if (!argument.isEmpty())
                    throw new SpfSyntaxException("\"" + word + "\": nothing may stand behind \"all\"");
                yield new Mechanism.All();
            }
            case "include" -> new Mechanism.Include(domain(colon(argument, word), word));
            case "exists" -> new Mechanism.Exists(domain(colon(argument, word), word));
            case "ptr" -> new Mechanism.Ptr(argument.isEmpty() ? "" : domain(colon(argument, word), word));
            case "ip4" -> new Mechanism.Ip(network(colon(argument, word), false, word));
            case "ip6" -> new Mechanism.Ip(network(colon(argument, word), true, word));
            case "a", "mx" -> hosts(name, argument, word);
            default -> throw new SpfSyntaxException("\"" + word + "\" is no mechanism that SPF has");
        };
    }

    private static Mechanism hosts(String name, String argument, String word) throws SpfSyntaxException {
        Matcher lengths = TWO_LENGTHS.matcher(argument);
        if (!lengths.matches()) throw new SpfSyntaxException("\"" + word + "\" cannot be read");
        int bits4 = bits(lengths.group(2), 32, word);
        int bits6 = bits(lengths.group(3), 128, word);
        String before = lengths.group(1);
        String domain = before.isEmpty() ? "" : domain(colon(before, word), word);
        return name.equals("a") ? new Mechanism.A(domain, bits4, bits6) : new Mechanism.Mx(domain, bits4, bits6);
    }

    private static Network network(String text, boolean six, String word) throws SpfSyntaxException {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        int bits = bits(slash < 0 ? null : text.substring(slash + 1), six ? 128 : 32, word);
        var parsed = six ? Network.parseSix(address) : Network.parseFour(address);
        if (parsed.isEmpty())
            throw new SpfSyntaxException("\"" + word + "\": \"" + address + "\" is no address of IPv" + (six ? 6 : 4));
        return new Network(parsed.get(), six, bits);
    }

    private static int bits(@Nullable String text, int most, String word) throws SpfSyntaxException {
        if (text == null) return most;
        boolean number = text.matches("0|[1-9]\\d{0,2}");
        if (!number || Integer.parseInt(text) > most)
            throw new SpfSyntaxException("\"" + word + "\": a length is from 0 to " + most);
        return Integer.parseInt(text);
    }

    private static String colon(String argument, String word) throws SpfSyntaxException {
        if (!argument.startsWith(":"))
            throw new SpfSyntaxException("\"" + word + "\": an argument is missing or wrong");
        return argument.substring(1);
    }

    private static String domain(String text, String word) throws SpfSyntaxException {
        try {
            SpfMacros.checkDomain(text);
        } catch (SpfSyntaxException e) {
            throw new SpfSyntaxException("\"" + word + "\": " + e.problem());
        }
        return text;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
