package org.mailstead.imap;

import java.time.Duration;

/**
 * How much a client may ask for, and how long it may take.
 *
 * @param lineBytes a command line without literals; RFC 7162 §4 advises at least 8,192, long UID sets of real clients
 *     reach 50,000
 * @param argumentBytes a literal that is no message: names and search texts
 * @param commandBytes all literals of one command together, those of APPEND's message aside
 * @param messageBytes a message in APPEND; the same as SMTP takes
 * @param searchDepth brackets, NOT and OR inside each other; evaluation recurses
 * @param messages messages one command works on, the highest UIDs first; more than a mailbox can sensibly hold, so that only
 *     runaway programs meet it. RFC 9738
 * @param messagesSaved messages one COPY or APPEND may make
 * @param progress how long a command may take before its client is told how far it is, and how often; RFC 9585 §3 asks for no
 *     less than 10 seconds
 * @param fetchItems items in one FETCH; more than there are different ones, header fields aside
 * @param mistakes malformed commands, with none between them that is right, before a session is ended: a program that speaks another
 *     language
 * @param signInTries failed sign-ins in one session
 * @param untilSignIn silence of a client that has not signed in
 * @param idle silence of one that has; RFC 3501 §5.4 demands at least 30 minutes
 * @param stillHere how often an idling client gets a sign of life, before home routers forget the connection
 * @param perCommand longest time for the lines and literals of one command to arrive
 */
public record ImapLimits(
        int lineBytes,
        int argumentBytes,
        int commandBytes,
        long messageBytes,
        int searchDepth,
        int messages,
        int messagesSaved,
        Duration progress,
        int fetchItems,
        int mistakes,
        int signInTries,
        Duration untilSignIn,
        Duration idle,
        Duration stillHere,
        Duration perCommand) {
    /** Parts of a message that is put together: each may cost a look into another one. RFC 4469 */
    static final int CATENATED_PARTS = 500;

    /** URLs in one GENURLAUTH or URLFETCH, which may each read a whole message. RFC 4467 */
    static final int URLS = 100;

    public static final ImapLimits STANDARD = new ImapLimits(
            64 * 1024,
            64 * 1024,
            256 * 1024,
            50L * 1024 * 1024,
            50,
            500_000,
            500_000,
            Duration.ofSeconds(10),
            200,
            20,
            3,
            Duration.ofMinutes(2),
            Duration.ofMinutes(31),
            Duration.ofMinutes(2),
            Duration.ofMinutes(30));

    public ImapLimits withMessageBytes(long bytes) {
        return new ImapLimits(
                lineBytes,
                argumentBytes,
                commandBytes,
                bytes,
                searchDepth,
                messages,
                messagesSaved,
                progress,
                fetchItems,
                mistakes,
                signInTries,
                untilSignIn,
                idle,
                stillHere,
                perCommand);
    }

    public ImapLimits withProgress(Duration every) {
        return new ImapLimits(
                lineBytes,
                argumentBytes,
                commandBytes,
                messageBytes,
                searchDepth,
                messages,
                messagesSaved,
                every,
                fetchItems,
                mistakes,
                signInTries,
                untilSignIn,
                idle,
                stillHere,
                perCommand);
    }

    public ImapLimits withMessages(int atOnce, int saved) {
        return new ImapLimits(
                lineBytes,
                argumentBytes,
                commandBytes,
                messageBytes,
                searchDepth,
                atOnce,
                saved,
                progress,
                fetchItems,
                mistakes,
                signInTries,
                untilSignIn,
                idle,
                stillHere,
                perCommand);
    }

    public ImapLimits withMistakes(int count) {
        return new ImapLimits(
                lineBytes,
                argumentBytes,
                commandBytes,
                messageBytes,
                searchDepth,
                messages,
                messagesSaved,
                progress,
                fetchItems,
                count,
                signInTries,
                untilSignIn,
                idle,
                stillHere,
                perCommand);
    }
}
