package org.mailstead.smtp;

/** What sessions ask the rest of the server. */
public record SmtpServices(
        Recipients recipients,
        MailDrop drop,
        SubmissionSignIn signIn,
        Senders senders,
        Gatekeeper gatekeeper,
        UrlContents urls) {
    public SmtpServices with(Recipients others) {
        return new SmtpServices(others, drop, signIn, senders, gatekeeper, urls);
    }

    public SmtpServices with(UrlContents others) {
        return new SmtpServices(recipients, drop, signIn, senders, gatekeeper, others);
    }
}
