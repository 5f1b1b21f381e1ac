package org.mailstead.directory;

/** One person's account. */
public record Account(AccountId id, MailAddress address) {}
