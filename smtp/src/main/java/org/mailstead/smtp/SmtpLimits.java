package org.mailstead.smtp;

import java.time.Duration;

/**
 * What one session may use up.
 *
 * @param commandLine bytes; RFC 5321 §4.5.3.1.4 asks for 512, extensions add to that (RFC 4954 §4 alone wants 12,288, see
 *     {@code signInLine})
 * @param signInLine bytes of one answer in AUTH. RFC 4954 §4
 * @param recipients of one mail; at least 100 (RFC 5321 §4.5.3.1.8), and each costs memory and a look-up
 * @param messageBytes as sent; told in EHLO. Providers in use take 25 to 150 MB
 * @param receivedFields more than any honest way through servers has; then the mail is in a loop. RFC 5321 §6.3 asks for
 *     100 at least
 * @param errors commands that break grammar or order: people typing make some, programs none
 * @param refusedRecipients unknown addresses tried: lists have dead ones, but a long row is somebody guessing
 * @param messages on one connection; then a new one is due, so that load spreads again
 * @param commandsWithoutMail in a row that bring no mail nearer (NOOP, RSET, HELP and such): a program that keeps its
 *     connection alive says one in half a minute, somebody who wears us out says thousands in a second
 * @param signIns failed tries on one connection
 * @param idle longest silence, in commands and in DATA. RFC 5321 §4.5.3.2.7 asks for 5 minutes
 * @param command longest time for one command line, however it drips
 * @param data time for a message that is too short for {@code dataBytesPerSecond} to matter
 * @param dataBytesPerSecond slower senders are cut off: 256 is a bad phone line, and 50 MB then take 2 days at most
 */
public record SmtpLimits(
        int commandLine,
        int signInLine,
        int recipients,
        long messageBytes,
        int receivedFields,
        int errors,
        int refusedRecipients,
        int messages,
        int commandsWithoutMail,
        int signIns,
        Duration idle,
        Duration command,
        Duration data,
        int dataBytesPerSecond) {
    public static final SmtpLimits STANDARD = new SmtpLimits(
            4096,
            12_288,
            1000,
            50L * 1024 * 1024,
            100,
            10,
            100,
            10_000,
            1000,
            3,
            Duration.ofMinutes(5),
            Duration.ofMinutes(6),
            Duration.ofMinutes(10),
            256);

    public SmtpLimits withMessageBytes(long bytes) {
        return new SmtpLimits(
                commandLine,
                signInLine,
                recipients,
                bytes,
                receivedFields,
                errors,
                refusedRecipients,
                messages,
                commandsWithoutMail,
                signIns,
                idle,
                command,
                data,
                dataBytesPerSecond);
    }

    SmtpLimits withTimes(Duration newIdle, Duration newCommand, Duration newData) {
        return new SmtpLimits(
                commandLine,
                signInLine,
                recipients,
                messageBytes,
                receivedFields,
                errors,
                refusedRecipients,
                messages,
                commandsWithoutMail,
                signIns,
                newIdle,
                newCommand,
                newData,
                dataBytesPerSecond);
    }

    SmtpLimits withCounts(int newRecipients, int newRefusedRecipients, int newMessages) {
        return new SmtpLimits(
                commandLine,
                signInLine,
                newRecipients,
                messageBytes,
                receivedFields,
                errors,
                newRefusedRecipients,
                newMessages,
                commandsWithoutMail,
                signIns,
                idle,
                command,
                data,
                dataBytesPerSecond);
    }
}
