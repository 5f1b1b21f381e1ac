package org.mailstead.smtp;

import java.time.Duration;

/**
 * How long other servers may take. RFC 5321 §4.5.3.2 asks for at least so much; a server that looks up much about who is
 * calling does need minutes.
 *
 * @param greeting after the connection is there
 * @param command for EHLO, MAIL and RCPT, each
 * @param data until it wants the content
 * @param block to take one piece of content
 * @param end after the content: until the message is stored there
 * @param quit for the goodbye, which nobody needs
 */
public record SmtpClientLimits(
        Duration greeting, Duration command, Duration data, Duration block, Duration end, Duration quit) {
    public static final SmtpClientLimits STANDARD = new SmtpClientLimits(
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofMinutes(3),
            Duration.ofMinutes(10),
            Duration.ofSeconds(2));
}
