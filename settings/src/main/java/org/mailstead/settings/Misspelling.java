package org.mailstead.settings;

import java.net.IDN;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Well-known domains that were meant by names that are nearly theirs. */
final class Misspelling {
    /** Those that most people have, which come first where a name is one slip away from two. */
    static final List<String> POPULAR = List.of(
            "gmail.com",
            "hotmail.com",
            "outlook.com",
            "yahoo.com",
            "icloud.com",
            "googlemail.com",
            "live.com",
            "msn.com",
            "me.com",
            "mac.com",
            "aol.com",
            "ymail.com",
            "gmx.de",
            "gmx.net",
            "gmx.at",
            "gmx.ch",
            "gmx.com",
            "web.de",
            "t-online.de",
            "mail.com",
            "proton.me",
            "protonmail.com",
            "fastmail.com",
            "zoho.com",
            "yandex.com",
            "yandex.ru",
            "mail.ru",
            "hotmail.de",
            "hotmail.fr",
            "hotmail.it",
            "hotmail.es",
            "hotmail.co.uk",
            "outlook.de",
            "outlook.fr",
            "outlook.es",
            "live.de",
            "live.fr",
            "live.nl",
            "live.co.uk",
            "yahoo.de",
            "yahoo.fr",
            "yahoo.it",
            "yahoo.es",
            "yahoo.co.uk",
            "yahoo.co.jp",
            "yahoo.com.br",
            "comcast.net",
            "verizon.net",
            "att.net",
            "sbcglobal.net",
            "bellsouth.net",
            "charter.net",
            "cox.net",
            "earthlink.net",
            "btinternet.com",
            "virginmedia.com",
            "orange.fr",
            "wanadoo.fr",
            "free.fr",
            "laposte.net",
            "sfr.fr",
            "libero.it",
            "alice.it",
            "virgilio.it",
            "bluewin.ch",
            "freenet.de",
            "arcor.de",
            "posteo.de",
            "mailbox.org",
            "ziggo.nl",
            "seznam.cz",
            "bigpond.com",
            "rediffmail.com",
            "rocketmail.com");

    /** Of the part before the ending; with fewer letters, too many other names are one letter away. */
    private static final int ENOUGH_LETTERS = 5;

    /** What people type for {@code com} and {@code net}, and no endings of real names. */
    private static final Map<String, Set<String>> NO_ENDINGS = Map.of(
            "com",
            Set.of(
                    "con", "cmo", "ocm", "comm", "coom", "ccom", "vom", "xom", "cpm", "cim", "c0m", "som", "dom",
                    "colm"),
            "net",
            Set.of("nte", "ent", "nett", "neet", "ner", "met", "nrt", "nwt"),
            "de",
            Set.of("ed", "dee", "dde"));

    /** Letters of other scripts, and digits, that are taken for these. */
    private static final Map<Integer, String> ALIKE = Map.ofEntries(
            Map.entry(0x0430, "a"),
            Map.entry(0x0251, "a"),
            Map.entry(0x03b1, "a"),
            Map.entry(0x0441, "c"),
            Map.entry(0x03f2, "c"),
            Map.entry(0x0501, "d"),
            Map.entry(0x0435, "e"),
            Map.entry(0x0261, "g"),
            Map.entry(0x04bb, "h"),
            Map.entry(0x0456, "i"),
            Map.entry(0x0131, "i"),
            Map.entry(0x03b9, "i"),
            Map.entry(0x0458, "j"),
            Map.entry(0x043a, "k"),
            Map.entry(0x03ba, "k"),
            Map.entry(0x04cf, "l"),
            Map.entry(0x043c, "m"),
            Map.entry(0x043e, "o"),
            Map.entry(0x03bf, "o"),
            Map.entry((int) '0', "o"),
            Map.entry(0x0440, "p"),
            Map.entry(0x03c1, "p"),
            Map.entry(0x051b, "q"),
            Map.entry(0x0455, "s"),
            Map.entry(0x0442, "t"),
            Map.entry(0x03c5, "u"),
            Map.entry(0x0475, "v"),
            Map.entry(0x03bd, "v"),
            Map.entry(0x051d, "w"),
            Map.entry(0x0445, "x"),
            Map.entry(0x03c7, "x"),
            Map.entry(0x0443, "y"),
            Map.entry(0x03b3, "y"));

    private Misspelling() {}

    /** @param domain that is none of the popular ones */
    static Optional<String> meant(String domain) {
        String typed = shown(domain);
        return lookAlike(domain)
                .or(() -> POPULAR.stream().filter(each -> oneSlip(typed, each)).findFirst());
    }

    /** One that this is read as. */
    static Optional<String> lookAlike(String domain) {
        String looks = looks(shown(domain));
        return POPULAR.stream()
                .filter(each -> isReadAs(looks, each) || isReadAs(looks.replace("rn", "m"), each))
                .findFirst();
    }

    /** A one is read as either of two letters. */
    private static boolean isReadAs(String looks, String known) {
        if (looks.length() != known.length()) return false;
        for (int i = 0; i < known.length(); i++) {
            char letter = known.charAt(i);
            boolean stroke = looks.charAt(i) == '1' && (letter == 'i' || letter == 'l');
            if (looks.charAt(i) != letter && !stroke) return false;
        }
        return true;
    }

    private static String shown(String domain) {
        String bare = domain.strip().toLowerCase(Locale.ROOT);
        if (bare.endsWith(".")) bare = bare.substring(0, bare.length() - 1);
        return IDN.toUnicode(bare, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    }

    /** What it is read as: without marks, and with the letters of ASCII where others look the same. */
    private static String looks(String name) {
        String bare = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
        var read = new StringBuilder();
        bare.toLowerCase(Locale.ROOT)
                .codePoints()
                .forEach(each -> read.append(ALIKE.getOrDefault(each, Character.toString(each))));
        return read.toString();
    }

    private static boolean oneSlip(String typed, String known) {
        int dot = known.indexOf('.');
        if (dot >= ENOUGH_LETTERS) return isOneEdit(typed, known);
        String ending = known.substring(dot + 1);
        boolean wrongEnding = typed.startsWith(known.substring(0, dot + 1))
                && NO_ENDINGS.getOrDefault(ending, Set.of()).contains(typed.substring(dot + 1));
        return wrongEnding || isSwapped(typed, known) || isDoubled(typed, known);
    }

    /** One letter too many, missing or another, or two swapped. */
    private static boolean isOneEdit(String typed, String known) {
        int same = 0;
        while (same < Math.min(typed.length(), known.length()) && typed.charAt(same) == known.charAt(same)) same++;
        String one = typed.substring(same);
        String other = known.substring(same);
        return switch (typed.length() - known.length()) {
            case 1 -> one.substring(1).equals(other);
            case -1 -> other.substring(1).equals(one);
            case 0 -> !one.isEmpty() && (one.substring(1).equals(other.substring(1)) || isSwapped(typed, known));
            default -> false;
        };
    }

    private static boolean isSwapped(String typed, String known) {
        for (int i = 0; i + 1 < known.length(); i++) {
            String swapped = known.substring(0, i) + known.charAt(i + 1) + known.charAt(i) + known.substring(i + 2);
            if (!swapped.equals(known) && swapped.equals(typed)) return true;
        }
        return false;
    }

    private static boolean isDoubled(String typed, String known) {
        for (int i = 0; i < known.length(); i++) {
            String doubled = known.substring(0, i) + known.charAt(i) + known.substring(i);
            if (doubled.equals(typed)) return true;
        }
        return false;
    }
}
