package org.mailstead.directory;

import java.util.Optional;

/** The outcome of a try to sign in. */
public sealed interface SignIn {
    record Welcome(Account account, Access access) implements SignIn {
        public Welcome(Account account) {
            this(account, Access.WHOLE);
        }
    }

    /**
     * Whether the account exists is nobody's business, so that the peer hears the same of the first two reasons. The log says which it
     * was.
     *
     * @param user who wanted in, as it was typed, for the log; empty if that does not look like an address, since people do type
     *     their password where the name belongs
     * @param proved who it is, where that was shown: empty for a name that was only typed
     */
    record Refused(Reason reason, String user, Optional<Proved> proved) implements SignIn {
        public Refused(Reason reason, String user) {
            this(reason, user, Optional.empty());
        }

        static Refused of(Reason reason, String typed) {
            return new Refused(reason, address(typed));
        }

        static Refused of(Reason reason, String typed, Account account, String device) {
            return new Refused(reason, address(typed), Optional.of(new Proved(account, device)));
        }

        private static String address(String typed) {
            return MailAddress.parse(typed).map(MailAddress::toString).orElse("");
        }

        /** For the log. */
        @Override
        public String toString() {
            return reason.verdict() + (user.isEmpty() ? "" : ", " + user);
        }
    }

    /**
     * Somebody has shown to be the holder of an account, and is not let in all the same.
     *
     * @param device the label of the app password or token that was shown; empty for the account's own password
     */
    record Proved(Account account, String device) {}

    /** The directory cannot answer now; the peer must hear "try again", never "wrong password". */
    record Unavailable() implements SignIn {}

    /** Why somebody is not let in. Those after the first two are said only to who has shown something right. */
    enum Reason {
        NO_SUCH_ACCOUNT("no-such-account"),
        WRONG_PASSWORD("wrong-password"),
        TOO_MANY_TRIES("too-many-tries"),
        /** Right, but for another's account. */
        NOT_FOR_ANOTHER("not-for-another"),
        /** Right, but the account has a second factor, which mail programs cannot ask for. */
        APP_PASSWORD_WANTED("app-password-wanted"),
        /** Right, but it was made for other things. */
        NOT_FOR_THIS("not-for-this"),
        /** Right once: an app password that has ended. */
        EXPIRED("expired"),
        /** Good once: the program should get a new one. */
        TOKEN_EXPIRED("token-expired"),
        TOKEN_UNKNOWN("token-unknown"),
        /** The client's certificate names nobody here. */
        CERTIFICATE_UNKNOWN("certificate-unknown"),
        /** The directory that knows the password lets this person in nowhere. */
        DISABLED("disabled"),
        /** In a browser: the password is right, and the code of the second factor comes next. */
        CODE_WANTED("code-wanted"),
        WRONG_CODE("wrong-code");

        private final String verdict;

        Reason(String verdict) {
            this.verdict = verdict;
        }

        /** A word that stays the same from version to version. */
        public String verdict() {
            return verdict;
        }
    }
}
