package org.mailstead.oauth;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.Use;

/** The part of a page on which somebody signs in and lets a program in, in one step: so nobody stays signed in in the browser. */
final class Consent {
    static final String USER = "user";
    static final String PASSWORD = "password";
    static final String SECOND = "second";
    static final String DECISION = "decision";
    static final String YES = "yes";
    static final String NO = "no";

    /** Typed into a field at most; addresses have 254 octets, and passwords are let be long. */
    static final int TYPED_CHARACTERS = 1000;

    private Consent() {}

    /** What was done with the page before, if it is shown again. */
    record Before(String user, @Nullable Phrase wrong, boolean second) {
        static Before none(String user) {
            return new Before(user, null, false);
        }
    }

    static void describe(Page page, String program, String host, String scope) {
        page.about(program, Phrase.ASKS).text("", host).list(phrases(Scope.uses(scope)));
    }

    static void fields(Page page, Before before) {
        page.field(
                Phrase.USER,
                USER,
                before.user(),
                "type=\"text\" inputmode=\"email\" autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\" maxlength=\""
                        + TYPED_CHARACTERS + "\"" + (before.user().isEmpty() ? " autofocus" : ""));
        page.field(
                Phrase.PASSWORD,
                PASSWORD,
                "",
                "type=\"password\" autocomplete=\"current-password\" maxlength=\"" + TYPED_CHARACTERS + "\""
                        + (before.user().isEmpty() ? "" : " autofocus"));
        if (before.second())
            page.field(
                    Phrase.SECOND,
                    SECOND,
                    "",
                    "type=\"text\" inputmode=\"numeric\" autocomplete=\"one-time-code\" maxlength=\"64\"");
        page.button(Phrase.LET_IN, YES, false).button(Phrase.REFUSE, NO, true);
    }

    private static List<Phrase> phrases(Set<Use> uses) {
        var phrases = new ArrayList<Phrase>();
        for (Use use : uses) {
            switch (use) {
                case IMAP -> phrases.add(Phrase.READ);
                case POP3 -> phrases.add(Phrase.FETCH);
                case SMTP -> phrases.add(Phrase.SEND);
                case SIEVE -> phrases.add(Phrase.RULES);
                case DAV -> phrases.add(Phrase.CALENDARS);
                case WEB -> {}
            }
        }
        return phrases;
    }
}
