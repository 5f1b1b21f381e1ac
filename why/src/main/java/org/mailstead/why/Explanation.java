package org.mailstead.why;

import java.util.Optional;
import org.mailstead.directory.SignInAttempt;

/**
 * How it stands, in words for its person.
 *
 * @param sentence one, with its full stop
 * @param advice one thing to do
 * @param attempt the try that it is about, if it is about one
 */
public record Explanation(Cause cause, String sentence, String advice, Optional<SignInAttempt> attempt) {
    /** Whether the last that was heard of is a program that was let in. */
    public boolean works() {
        return cause == Cause.WORKS;
    }
}
