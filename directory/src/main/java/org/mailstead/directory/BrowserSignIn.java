package org.mailstead.directory;

import java.net.InetAddress;
import java.util.Optional;

/** Judges who signs in on a page. Takes about 50 ms on purpose, and keeps its own count of wrong tries. */
@FunctionalInterface
public interface BrowserSignIn {
    /**
     * @param code of a second factor, as it was typed
     * @param from the browser's address
     */
    Outcome signIn(String user, String password, Optional<String> code, InetAddress from);

    /** By the passwords and second factors of the accounts. */
    static BrowserSignIn by(SignIns people) {
        return (user, password, code, from) -> switch (people.browser(user, password, code, Caller.of(Use.WEB, from))) {
            case SignIn.Welcome(var account, var _) -> new Outcome.Welcome(account);
            case SignIn.Unavailable() -> new Outcome.TryLater();
            case SignIn.Refused refused ->
                switch (refused.reason()) {
                    case TOO_MANY_TRIES -> new Outcome.TryLater();
                    case CODE_WANTED -> new Outcome.SecondFactorWanted();
                    default -> new Outcome.Wrong();
                };
        };
    }

    /** What came of it. */
    sealed interface Outcome {
        record Welcome(Account account) implements Outcome {}

        /** Name, password or code; which of them is not said. */
        record Wrong() implements Outcome {}

        /** So far right: a code is missing. */
        record SecondFactorWanted() implements Outcome {}

        /** Too many tries, or it cannot be found out now. */
        record TryLater() implements Outcome {}
    }
}
