package org.mailstead.directory;

import java.time.Instant;
import java.util.Optional;

/**
 * A try to sign in, or several in a row that were alike.
 *
 * @param last when the last of them was
 * @param typed the user name as it was sent
 * @param device what was shown: an app password's label, or the program that has a token; empty for the account's own password
 * @param verdict {@code ok}, {@code no-tls}, {@code unavailable}, {@code password-shown}, {@code ambiguous-name},
 *     {@code anothers-credentials} or a {@link SignIn.Reason#verdict}
 * @param from the network address it came from
 * @param connection of the last one, as the log calls it
 */
public record SignInAttempt(
        Instant first,
        Instant last,
        int times,
        Use use,
        int port,
        Optional<String> tls,
        String program,
        String typed,
        String device,
        String verdict,
        String from,
        String connection) {
    /** Of somebody who was let in. */
    public static final String OK = "ok";

    /** Under this account's name, what is right for another one was shown. */
    static final String ANOTHERS_CREDENTIALS = "anothers-credentials";

    /** The name alone was typed, and several have it: in other domains. */
    static final String AMBIGUOUS_NAME = "ambiguous-name";

    static SignInAttempt of(Instant now, Caller caller, String typed, String device, String verdict) {
        return new SignInAttempt(
                now,
                now,
                1,
                caller.use(),
                caller.port(),
                caller.tls(),
                caller.program(),
                DirectoryException.shown(typed),
                device,
                verdict,
                caller.from().getHostAddress(),
                caller.connection());
    }

    public boolean isWelcome() {
        return verdict.equals(OK);
    }

    /** Whether a person would call it the same thing once more. */
    boolean isLike(SignInAttempt other) {
        return use == other.use
                && port == other.port
                && tls.equals(other.tls)
                && program.equals(other.program)
                && typed.equals(other.typed)
                && device.equals(other.device)
                && verdict.equals(other.verdict)
                && from.equals(other.from);
    }

    SignInAttempt and(SignInAttempt later) {
        return counted(first, later.last, times + later.times, later.connection);
    }

    /** The newest of those that are counted here. */
    SignInAttempt lastOnly() {
        return counted(last, last, 1, connection);
    }

    /** The others, whose connections are not known any more. */
    SignInAttempt withoutLast() {
        return counted(first, last, times - 1, "");
    }

    private SignInAttempt counted(Instant begin, Instant end, int count, String by) {
        return new SignInAttempt(begin, end, count, use, port, tls, program, typed, device, verdict, from, by);
    }

    SignInAttempt withProgram(String name) {
        return new SignInAttempt(first, last, times, use, port, tls, name, typed, device, verdict, from, connection);
    }
}
