/**
 * SMTP as a server: takes mail from other servers (port 25) and from people (587 and 465).
 *
 * <p>{@link org.mailstead.smtp.SmtpServer} gives every connection an {@code SmtpSession}, whose loop reads a line, has it
 * parsed into an {@code SmtpCommand} (one file each) and runs it if the {@code SmtpState} allows. What the session cannot
 * know, it asks through three interfaces that {@code inbound} implements: {@link org.mailstead.smtp.Recipients},
 * {@link org.mailstead.smtp.MailDrop} and {@link org.mailstead.smtp.SubmissionSignIn}.
 *
 * <p>Invariants: a message ends at CRLF.CRLF and nowhere else; content is stored as it came, or refused, never mended; 250
 * after DATA is said only after {@code MailDrop} returned.
 */
@NullMarked
package org.mailstead.smtp;

import org.jspecify.annotations.NullMarked;
