package org.mailstead.directory;

/** The outcome of presenting a user name and a password. */
public sealed interface SignIn {
    record Welcome(Account account) implements SignIn {}

    /**
     * Not told apart to the peer: whether the account exists is nobody's business. The log says which it was.
     *
     * @param user who wanted in, as it was typed, for the log; empty if that does not look like an address, since people do type
     *     their password where the name belongs
     */
    record Refused(Reason reason, String user) implements SignIn {
        static Refused of(Reason reason, String typed) {
            return new Refused(
                    reason, MailAddress.parse(typed).map(MailAddress::toString).orElse(""));
        }

        /** For the log. */
        @Override
        public String toString() {
            return reason + (user.isEmpty() ? "" : ", " + user);
        }
    }

    /** The directory cannot answer now; the peer must hear "try again", never "wrong password". */
    record Unavailable() implements SignIn {}

    enum Reason {
        NO_SUCH_ACCOUNT,
        WRONG_PASSWORD,
        /** Right, but for another's account. */
        NOT_FOR_ANOTHER,
        TOO_MANY_TRIES
    }
}
