package org.mailstead.gateway;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer to LIST that says which mailbox is for sent mail. RFC 6154 §2. */
final class ImapListed {
    private static final Pattern FORM =
            Pattern.compile("(?is)\\* (?:LIST|LSUB|XLIST) \\(([^)]*)\\) (?:NIL|\"[^\"]*\") ?(.*)");

    private ImapListed() {}

    static boolean isOfSent(String line) {
        Matcher form = FORM.matcher(line);
        return form.matches()
                && (" " + form.group(1) + " ").toLowerCase(Locale.ROOT).contains(" \\sent ");
    }

    /** Empty if it comes as a literal. */
    static Optional<String> name(String line) {
        Matcher form = FORM.matcher(line);
        if (!form.matches()) return Optional.empty();
        return ImapAppend.word(form.group(2), 0).map(ImapAppend.Word::text);
    }
}
