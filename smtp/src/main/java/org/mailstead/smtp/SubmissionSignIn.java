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
    SaslExchange<Outcome> begin(
            SaslMechanism mechanism, Channel channel, Collection<SaslMechanism> offered, InetAddress from);

    /** Somebody who has signed in at a proxy that is trusted; empty if nobody has that name. */
    Optional<Submitter> known(String userName);

    /** What came of a try. */
    sealed interface Outcome {
        record Welcome(Submitter who) implements Outcome {}

        /** @param why for the log only; the peer is told nothing more */
        record Refused(String why) implements Outcome {}

        record Unavailable() implements Outcome {}
    }
}
