package org.mailstead.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server can, as a program sees it that is signed in. RFC 9051 §7.2.2. */
final class ImapCapabilities {
    /** What belongs to signing in, or would end at a server that takes no passwords. */
    private static final Set<String> OVER =
            Set.of("STARTTLS", "LOGINDISABLED", "SASL-IR", "UNAUTHENTICATE", "LOGIN-REFERRALS", "MAILBOX-REFERRALS");

    private static final Pattern LINE = Pattern.compile("(?is)(\\* CAPABILITY )(.*)");
    private static final Pattern CODE =
            Pattern.compile("(?is)([^ ]+ (?:OK|NO|BAD|PREAUTH) \\[CAPABILITY )([^]]*)(].*)");

    private ImapCapabilities() {}

    /** Those that work from here on. */
    static List<String> that(List<String> all) {
        return all.stream().filter(ImapCapabilities::works).distinct().toList();
    }

    private static boolean works(String capability) {
        String upper = capability.toUpperCase(Locale.ROOT);
        return !upper.isEmpty() && !upper.startsWith("AUTH=") && !OVER.contains(upper);
    }

    /** A line of a server's without the others; the same if it does not speak of them. */
    static String in(String line) {
        Matcher whole = LINE.matcher(line);
        if (whole.matches()) return whole.group(1) + words(whole.group(2));
        Matcher code = CODE.matcher(line);
        return code.matches() ? code.group(1) + words(code.group(2)) + code.group(3) : line;
    }

    private static String words(String all) {
        return String.join(" ", that(List.of(all.split(" +"))));
    }
}
