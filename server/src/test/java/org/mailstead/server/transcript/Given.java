package org.mailstead.server.transcript;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.mailstead.directory.Pop3Choice;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.Quota;

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

    /** What somebody wants of POP3. */
    record Pop3(String owner, Pop3Choice choice) implements Given {}

    record Folder(String name, String owner) implements Given {}

    record Limits(String owner, Quota quota) implements Given {}

    record Mail(String mailbox, String owner, String text, FlagSet flags, Instant date) implements Given {}
}
