package org.mailstead.gateway;

import java.util.Optional;

/**
 * Why an account cannot be used now, in words for a person.
 *
 * @param words one or two sentences: what happened, and what to do
 */
public record Trouble(Kind kind, String words) {
    /** What can be the matter, each with its case of the doctor's, if it has one. */
    public enum Kind {
        /** The provider takes the kept sign-in no more. */
        SIGN_IN_AGAIN("D39"),
        /** An administrator has to allow the program. */
        CONSENT("D27"),
        /** The company's rules forbid it. */
        POLICY("D26"),
        /** The registration of the program with the provider is wrong. */
        REGISTRATION(""),
        /** Signed in as somebody who may not open the mailbox. */
        OTHER_MAILBOX("D28"),
        /** Sending by programs is switched off. */
        SENDING_OFF("D25"),
        /** Too many connections at once. */
        CONNECTIONS("D49"),
        /** Too many messages or tries in a short time. */
        TOO_FAST("D48"),
        /** The mail server refuses and does not say why. */
        REFUSED(""),
        /** The provider has a fault, or cannot be reached. */
        PROVIDER("D42"),
        /** The name of a server is not found. */
        NAMES("D05"),
        /** The provider cannot prove who it is. */
        CERTIFICATE("D20"),
        /** What is kept on this machine cannot be read. */
        VAULT(""),
        /** No program has signed in since the gateway was started. */
        LOCKED("");

        private final String doctor;

        Kind(String doctor) {
            this.doctor = doctor;
        }

        /** The doctor's case that explains it. */
        public Optional<String> doctor() {
            return doctor.isEmpty() ? Optional.empty() : Optional.of(doctor);
        }
    }
}
