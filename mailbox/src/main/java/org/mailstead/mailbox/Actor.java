package org.mailstead.mailbox;

/**
 * Who makes a change, for the account's journal.
 *
 * @param protocol for example {@code imap}, {@code pop3}, {@code smtp}
 * @param program what the mail program says it is, empty if it says nothing; cut at 100 characters
 * @param address the peer's network address, empty if there is none
 * @param account id of the account whose holder acts; empty in the journal where he acts in his own account, and where
 *     the server itself acts
 * @param connection the connection's name in the log, which tells a session its own changes from those of others; empty
 *     where there is none
 */
public record Actor(String protocol, String program, String address, String account, String connection) {
    public Actor {
        if (program.length() > 100) program = program.substring(0, 100);
    }

    /** The server itself, or somebody who can only act in his own account. */
    public Actor(String protocol, String program, String address) {
        this(protocol, program, address, "");
    }

    /** Somebody whose connection does not matter. */
    public Actor(String protocol, String program, String address, String account) {
        this(protocol, program, address, account, "");
    }

    /** As the journal of an account tells it: the name of a person only where it is another one's account. */
    Actor in(String accountId) {
        return account.equals(accountId) ? new Actor(protocol, program, address, "", connection) : this;
    }
}
