package org.mailstead.directory;

/**
 * A directory elsewhere, such as LDAP, that knows the passwords of accounts which have none here. Called on the session's thread; may
 * take a few seconds.
 */
public interface PasswordAuthority {
    /** There is none. */
    PasswordAuthority NONE = new PasswordAuthority() {
        @Override
        public boolean answersFor(MailAddress address) {
            return false;
        }

        @Override
        public Verdict check(MailAddress address, String password) {
            return Verdict.NO_SUCH_PERSON;
        }
    };

    /** Whether it is the one to ask about an address, be there such a person or not. Decided without asking it: by the domain. */
    boolean answersFor(MailAddress address);

    Verdict check(MailAddress address, String password);

    enum Verdict {
        RIGHT,
        WRONG,
        NO_SUCH_PERSON,
        /** Right or wrong, the directory does not let this person in, for example since the password has to be changed first. */
        DISABLED,
        /** It cannot be asked now; the client must hear "try again", never "wrong password". */
        UNAVAILABLE
    }
}
