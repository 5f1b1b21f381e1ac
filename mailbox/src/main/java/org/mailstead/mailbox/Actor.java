package org.mailstead.mailbox;

/**
 * Who makes a change, for the account's journal.
 *
 * @param protocol for example {@code imap}, {@code pop3}, {@code smtp}
 * @param program what the mail program says it is, empty if it says nothing; cut at 100 characters
 * @param address the peer's network address, empty if there is none
 * @param account id of the account whose holder acts; empty in the journal where he acts in his own account, and where
 *     the server itself acts
 */
public record Actor(String protocol, String program, String address, String account) {
    public Actor {
        if (program.length() > 100) program = program.substring(0, 100);
    }

    /** The server itself, or somebody who can only act in his own account. */
    public Actor(String protocol, String program, String address) {
        this(protocol, program, address, "");
    }

    /** As the journal of an account tells it: the name of a person only where it is another one's account. */
    Actor in(String accountId) {
        return account.equals(accountId) ? new Actor(protocol, program, address) : this;
    }
}
