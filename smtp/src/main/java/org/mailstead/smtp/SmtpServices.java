package org.mailstead.smtp;

import org.mailstead.wire.Backends;

/** What sessions ask the rest of the server. */
public record SmtpServices(
        Recipients recipients,
        MailDrop drop,
        SubmissionSignIn signIn,
        Senders senders,
        Gatekeeper gatekeeper,
        UrlContents urls,
        Backends backends) {
    /** All mailboxes are here. */
    public SmtpServices(
            Recipients recipients,
            MailDrop drop,
            SubmissionSignIn signIn,
            Senders senders,
            Gatekeeper gatekeeper,
            UrlContents urls) {
        this(recipients, drop, signIn, senders, gatekeeper, urls, Backends.NONE);
    }

    public SmtpServices with(Recipients others) {
        return new SmtpServices(others, drop, signIn, senders, gatekeeper, urls, backends);
    }

    public SmtpServices with(UrlContents others) {
        return new SmtpServices(recipients, drop, signIn, senders, gatekeeper, others, backends);
    }

    public SmtpServices withBackends(Backends others) {
        return new SmtpServices(recipients, drop, signIn, senders, gatekeeper, urls, others);
    }
}
