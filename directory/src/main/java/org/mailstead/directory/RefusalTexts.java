package org.mailstead.directory;

import java.util.Optional;

/** What those are told who are refused, beside the code of the protocol. Called on the session's thread; must not take long. */
public interface RefusalTexts {
    /** The protocols' own words. */
    RefusalTexts NONE = new RefusalTexts() {
        @Override
        public Optional<Said> proved(SignIn.Proved who, SignIn.Reason reason, Caller caller) {
            return Optional.empty();
        }

        @Override
        public Optional<Said> anybody(String verdict, Caller caller) {
            return Optional.empty();
        }
    };

    /** Somebody has shown to be the holder of an account: may be told whatever concerns it, in its language. */
    Optional<Said> proved(SignIn.Proved who, SignIn.Reason reason, Caller caller);

    /**
     * Nobody knows who it is: the same for everybody, so that it tells nothing about accounts.
     *
     * @param verdict as in {@link SignInAttempt}
     */
    Optional<Said> anybody(String verdict, Caller caller);

    /**
     * @param sentence what is wrong and what to do; empty if it was said already to this program a while ago: telephones try every few
     *     minutes and show an alert each time
     * @param brief the same in few words
     */
    record Said(Optional<String> sentence, String brief) {
        /** As much as is to be said now. */
        public String text() {
            return sentence.orElse(brief);
        }
    }
}
