package org.mailstead.smtp;

/** Knows who may send as whom. Called on the session's thread; may throw, which the peer hears as "try again later". */
public interface Senders {
    boolean maySendAs(Submitter who, SmtpAddress sender);
}
