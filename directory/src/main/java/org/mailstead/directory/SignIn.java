package org.mailstead.directory;

/** The outcome of presenting a user name and a password. */
public sealed interface SignIn {
    record Welcome(Account account) implements SignIn {}

    /** Not told apart to the peer: whether the account exists is nobody's business. The log says which it was. */
    record Refused(Reason reason) implements SignIn {}

    /** The directory cannot answer now; the peer must hear "try again", never "wrong password". */
    record Unavailable() implements SignIn {}

    enum Reason {
        NO_SUCH_ACCOUNT,
        WRONG_PASSWORD,
        TOO_MANY_TRIES
    }
}
