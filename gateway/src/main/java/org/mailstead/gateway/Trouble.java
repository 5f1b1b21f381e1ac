package org.mailstead.gateway;

import java.util.Optional;

/**
 * Why an account cannot be used now, in words for a person.
 *
 * @param words one or two sentences: what happened, and what to do
 * @param said what the provider said of it, if it said anything: one line, which the words end with
 */
public record Trouble(Kind kind, String words, String said) {
    /** Of which the provider said nothing. */
    public Trouble(Kind kind, String words) {
        this(kind, words, "");
    }

    /** What can be the matter, each with its case of the doctor's. */
    public enum Kind {
        /** The provider takes the kept sign-in no more. */
        SIGN_IN_AGAIN("D39", Mender.PERSON),
        /** An administrator has to allow the program. */
        CONSENT("D27", Mender.PERSON),
        /** The company's rules forbid it. */
        POLICY("D26", Mender.PERSON),
        /** The registration of the program with the provider is wrong. */
        REGISTRATION("D62", Mender.PERSON),
        /** Signed in as somebody who may not open the mailbox. */
        OTHER_MAILBOX("D28", Mender.PERSON),
        /** Sending by programs is switched off. */
        SENDING_OFF("D25", Mender.PERSON),
        /** The provider has locked the account. */
        ACCOUNT_LOCKED("D37", Mender.PERSON),
        /** The provider wants a password that it makes for programs. */
        APP_PASSWORD("D29", Mender.PERSON),
        /** The provider takes no passwords from programs. */
        BROWSER_ONLY("D24", Mender.PERSON),
        /** The provider lets in only programs that say who they are. */
        UNKNOWN_PROGRAM("D41", Mender.PERSON),
        /** Too many connections at once. */
        CONNECTIONS("D49", Mender.TIME),
        /** Too many messages or tries in a short time. */
        TOO_FAST("D48", Mender.TIME),
        /** The sender is not one of the account's. */
        SENDER("D45", Mender.PROGRAM),
        /** The provider has stopped the account from sending. */
        DISTRUSTED("D51", Mender.PERSON),
        /** The mail server refuses a token and does not say why. */
        REFUSED("D28", Mender.PERSON),
        /** The mail server refuses a password and does not say why. */
        PASSWORD_REFUSED("D59", Mender.PERSON),
        /** The provider has a fault, or cannot be reached. */
        PROVIDER("D42", Mender.TIME),
        /** The name of a server is not found. */
        NAMES("D05", Mender.TIME),
        /** The provider cannot prove who it is. */
        CERTIFICATE("D20", Mender.TIME),
        /** The provider's encryption is hidden on the way. */
        NO_TLS("D16", Mender.TIME),
        /** What is kept on this machine cannot be read. */
        VAULT("D63", Mender.PERSON),
        /** The account's servers or sign-in are not those that somebody signed in with. */
        TAMPERED("D63", Mender.PERSON);

        private final String doctor;
        private final Mender mender;

        Kind(String doctor, Mender mender) {
            this.doctor = doctor;
            this.mender = mender;
        }

        /** The doctor's case that explains it. */
        public String doctor() {
            return doctor;
        }

        /** Whether it stays so until somebody does something about it. */
        public boolean needsPerson() {
            return mender == Mender.PERSON;
        }
    }

    /** What ends a trouble. */
    private enum Mender {
        PERSON,
        /** A program, by what it does next. */
        PROGRAM,
        /** It passes, or is a matter of this network. */
        TIME
    }

    /** What was the matter, as if it had happened to a password. */
    Optional<Trouble> ofPassword() {
        return kind == Kind.REFUSED ? Optional.of(new Trouble(Kind.PASSWORD_REFUSED, words, said)) : Optional.empty();
    }
}
