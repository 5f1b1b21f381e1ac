package org.mailstead.sasl;

/**
 * Knows the people. Called on the session's thread; may take its time.
 *
 * @param <V> what it says of a try
 */
public interface Judge<V> {
    /** A name and a password. */
    V password(Identity who, String password);

    /** A token that somebody else gave out. RFC 6750 §1.1 */
    V token(Identity who, String token);

    /** The client's certificate, which the connection knows. */
    V certificate(String actingFor);

    /**
     * What a proof of the password is measured by. For somebody who does not exist something of the same form, and the same each
     * time: else it would tell. RFC 5802 §9.
     */
    ScramKeys keys(String user, ScramHash hash);

    /**
     * Somebody has proved to know a password.
     *
     * @param which of the pairs of {@link #keys}
     */
    V proven(Identity who, ScramHash hash, int which);

    /** Somebody has not. */
    V disproven(Identity who, ScramHash hash);

    /** Whether this lets the client in. */
    boolean isWelcome(V outcome);
}
