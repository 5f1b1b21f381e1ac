package org.mailstead.smtp;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.mailstead.sasl.Channel;
import org.mailstead.sasl.SaslExchange;
import org.mailstead.sasl.SaslMechanism;

/** Lets people in. Called on the session's thread. */
public interface SubmissionSignIn {
    /** Ways to sign in that it knows. */
    Set<SaslMechanism> mechanisms();

    /**
     * Begins a try.
     *
     * @param offered what the client was told it may choose from
     */
    SaslExchange<Outcome> begin(SaslMechanism mechanism, Channel channel, Collection<SaslMechanism> offered, From from);

    /** Somebody tried where others could hear, and was refused unheard. Returns what is said to that, if it is anything special. */
    Optional<String> withoutTls(String userName, From from);

    /**
     * Where somebody comes from who wants to send.
     *
     * @param port of ours
     * @param tls version and cipher, empty without TLS
     * @param greeting what the client called itself
     * @param connection its name in the log
     */
    record From(InetAddress address, int port, Optional<String> tls, String greeting, String connection) {}

    /** Somebody who has signed in at a proxy that is trusted; empty if nobody has that name. */
    Optional<Submitter> known(String userName);

    /** What came of a try. */
    sealed interface Outcome {
        record Welcome(Submitter who) implements Outcome {}

        /**
         * @param why for the log
         * @param told what the peer hears; empty for the words that the kind of it has
         */
        record Refused(Kind kind, String why, Optional<String> told) implements Outcome {
            public Refused(Kind kind, String why) {
                this(kind, why, Optional.empty());
            }
        }

        record Unavailable() implements Outcome {}

        /** What the client hears. */
        enum Kind {
            WRONG,
            TOO_MANY_TRIES,
            /** Right, but the account has a second factor. */
            APP_PASSWORD_WANTED,
            /** Right, but not made for sending. */
            NOT_FOR_SENDING,
            NOT_FOR_ANOTHER,
            EXPIRED,
            TOKEN_EXPIRED,
            TOKEN_UNKNOWN,
            CERTIFICATE_UNKNOWN,
            DISABLED
        }
    }
}
