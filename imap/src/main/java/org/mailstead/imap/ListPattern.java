package org.mailstead.imap;

import org.mailstead.imap.EndOfCommand.Malformed;

/** The pattern of LIST and LSUB: {@code *} stands for anything, {@code %} for anything within a level. RFC 3501 §6.3.8. */
record ListPattern(String pattern) {
    /** Longer than any mailbox name can match; bounds the work of matching. */
    private static final int LONGEST = 1000;

    ListPattern {
        if (pattern.length() > LONGEST) throw new Malformed("A pattern may have at most " + LONGEST + " characters.");
    }

    /** Step by step over the name, keeping the set of places in the pattern that are reached. */
    boolean matches(String name) {
        boolean[] reached = new boolean[pattern.length() + 1];
        reached[0] = true;
        overWildcards(reached);
        for (int i = 0; i < name.length(); i++) {
            boolean[] next = new boolean[reached.length];
            for (int p = 0; p < pattern.length(); p++) {
                if (!reached[p]) continue;
                char wanted = pattern.charAt(p);
                if (wanted == '*' || (wanted == '%' && name.charAt(i) != '/')) next[p] = true;
                else if (wanted == name.charAt(i)) next[p + 1] = true;
            }
            overWildcards(next);
            reached = next;
        }
        return reached[pattern.length()];
    }

    private void overWildcards(boolean[] reached) {
        for (int p = 0; p < pattern.length(); p++) {
            if (reached[p] && (pattern.charAt(p) == '*' || pattern.charAt(p) == '%')) reached[p + 1] = true;
        }
    }

    /** INBOX matches in any case. */
    static ListPattern of(String reference, String pattern) {
        String whole = reference + pattern;
        boolean inbox = whole.length() >= 5 && whole.substring(0, 5).equalsIgnoreCase("INBOX");
        boolean level = whole.length() == 5 || (inbox && "/*%".indexOf(whole.charAt(5)) >= 0);
        return new ListPattern(inbox && level ? "INBOX" + whole.substring(5) : whole);
    }
}
