package org.mailstead.wire;

import java.util.List;
import java.util.Optional;

/** Servers elsewhere that sessions go on with, of people whose mailbox is there. Called on the session's thread. */
public interface Backends {
    /** All mailboxes are here. */
    Backends NONE = (_, _) -> Optional.empty();

    /**
     * Connects and signs in there. May take more than a minute.
     *
     * @param account the id of somebody who has signed in here
     * @return empty if the mailbox is here
     * @throws Unavailable if it cannot be reached now, which is never a matter of the password that was shown here
     */
    Optional<Backend> behind(String account, Signpost.Spoken protocol) throws Unavailable;

    /** A session elsewhere, signed in. */
    interface Backend extends AutoCloseable {
        /** What the server there can, as it says it in its protocol. */
        List<String> offer();

        /** Passes everything through until one of the two goes; both are closed then. */
        void pass(Connection program);

        @Override
        void close();
    }

    /** The message is for the person: what is the matter, and what to do. */
    final class Unavailable extends Exception {
        private static final long serialVersionUID = 1;

        /** Characters that fit into a line of 512 bytes beside what a protocol puts before them. RFC 5321 §4.5.3.1.5 */
        private static final int TOLD = 400;

        public Unavailable(String words) {
            super(line(words), null, false, false);
        }

        private static String line(String words) {
            String line = words.replaceAll("[^ -~]", "?");
            return line.substring(0, Math.min(TOLD, line.length()));
        }

        /** One line in ASCII, fit for any protocol. */
        public String told() {
            return String.valueOf(getMessage());
        }
    }
}
