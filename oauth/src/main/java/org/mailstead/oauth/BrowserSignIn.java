package org.mailstead.oauth;

import java.net.InetAddress;
import java.util.Optional;
import org.mailstead.directory.Account;

/** Judges who signs in on a page. Takes about 50 ms on purpose, and keeps its own count of wrong tries. */
@FunctionalInterface
public interface BrowserSignIn {
    /**
     * @param code of a second factor, as it was typed
     * @param from the browser's address
     */
    Outcome signIn(String user, String password, Optional<String> code, InetAddress from);

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
