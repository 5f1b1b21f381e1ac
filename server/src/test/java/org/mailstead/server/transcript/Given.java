package org.mailstead.server.transcript;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.mailstead.directory.Pop3Choice;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.Quota;
import org.mailstead.sasl.SaslMechanism;

/** One part of the scene. */
sealed interface Given {
    record Person(String address, String password) implements Given {}

    record Administrator(String address) implements Given {}

    record Domain(String name) implements Given {}

    record OtherName(String alias, List<String> targets) implements Given {}

    /** IMAP capabilities that are not offered to somebody. */
    record Hidden(Set<String> capabilities, String owner) implements Given {}

    /** This server keeps copies of what somebody sends. */
    record SentCopies(String owner) implements Given {}

    /** Somebody is spoken to in this language. */
    record Spoken(String owner, String language) implements Given {}

    /** What somebody wants of POP3. */
    record Pop3(String owner, Pop3Choice choice) implements Given {}

    record Folder(String name, String owner) implements Given {}

    record Limits(String owner, Quota quota) implements Given {}

    record Mail(String mailbox, String owner, String text, FlagSet flags, Instant date) implements Given {}

    /**
     * A password for one device.
     *
     * @param uses what it is for: {@code mail}, {@code reading} or {@code sending}
     * @param ended whether its time is over
     * @param name under which it is kept for the conversation
     */
    record AppPassword(String owner, String uses, boolean ended, String name) implements Given {}

    /** Somebody's account has a second factor. */
    record SecondFactor(String owner) implements Given {}

    /**
     * Of our own provider.
     *
     * @param scope as a program would ask for it
     */
    record Token(String owner, String scope, TokenState state, String name) implements Given {}

    enum TokenState {
        GOOD,
        ENDED,
        TAKEN_BACK
    }

    /** The ways to sign in that the settings name. */
    record Ways(Set<SaslMechanism> mechanisms) implements Given {}

    /** Whoever connects says first from where, in the PROXY protocol. */
    record Proxy() implements Given {}

    /** Passwords for a domain are kept in a directory elsewhere that does not answer. */
    record DeadDirectory(String domain) implements Given {}
}
