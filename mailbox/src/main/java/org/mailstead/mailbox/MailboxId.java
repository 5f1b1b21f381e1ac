package org.mailstead.mailbox;

/** Names a mailbox inside its account for ever, whatever it is called. */
public record MailboxId(int value) {}
