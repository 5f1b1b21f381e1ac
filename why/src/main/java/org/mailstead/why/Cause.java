package org.mailstead.why;

import java.util.Locale;

/** How it stands with an account's mail programs. For each there is a sentence and something to do in the texts of this module. */
public enum Cause {
    WORKS,
    NOBODY_TRIED,
    WRONG_PASSWORD,
    /** Another program has the right one. */
    WRONG_PASSWORD_STORED,
    /** Reading works from there. */
    OUTGOING_PASSWORD,
    PASSWORD_CHANGED,
    APP_PASSWORD_TAKEN_BACK,
    /** It would be no use if it were right. */
    WRONG_WITH_SECOND_FACTOR,
    /** From where the account was never signed in to, while others sign in. */
    STRANGER,
    APP_PASSWORD_WANTED,
    NOT_FOR_THIS,
    EXPIRED,
    NOT_FOR_ANOTHER,
    ANOTHERS_CREDENTIALS,
    TOKEN_EXPIRED,
    TOKEN_UNKNOWN,
    CERTIFICATE_UNKNOWN,
    DISABLED,
    NOT_IN_DIRECTORY,
    WRONG_CODE,
    UNAVAILABLE,
    NO_TLS,
    PASSWORD_SHOWN,
    TOO_MANY_TRIES,
    /** They are looked at again. */
    TOO_MANY_TRIES_OVER,
    NAME_MISTYPED,
    DOMAIN_MISTYPED,
    DOMAIN_MISSING,
    ALIAS_OF_SEVERAL,
    /** What a later version of this server has written down. */
    OTHER;

    /** A word that stays the same from version to version. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
