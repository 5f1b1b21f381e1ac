package org.mailstead.mailbox;

/**
 * Who makes a change, for the account's journal.
 *
 * @param protocol for example {@code imap}, {@code pop3}, {@code smtp}
 * @param program what the mail program says it is, empty if it says nothing; cut at 100 characters
 * @param address the peer's network address, empty if there is none
 */
public record Actor(String protocol, String program, String address) {
    public Actor {
        if (program.length() > 100) program = program.substring(0, 100);
    }
}
