package org.mailstead.smtp;

/** What sessions ask the rest of the server. */
public record SmtpServices(
        Recipients recipients, MailDrop drop, SubmissionSignIn signIn, Senders senders, Gatekeeper gatekeeper) {}
