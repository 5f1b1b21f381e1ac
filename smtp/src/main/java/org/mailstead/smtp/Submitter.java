package org.mailstead.smtp;

/** Who signed in to send mail. */
public record Submitter(String accountId, String address) {}
