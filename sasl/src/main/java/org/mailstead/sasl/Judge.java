package org.mailstead.sasl;

import java.util.List;

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

    /**
     * A certificate that is believed.
     *
     * @param actingFor empty for whomever it names
     */
    V certificate(ClientCertificate shown, String actingFor);

    /**
     * What a proof of the password is measured by. For somebody who does not exist something of the same form, and the same each
     * time: else it would tell. RFC 5802 §9.
     */
    ScramKeys keys(String user, ScramHash hash);

    /** The same for CRAM-MD5: one for each password, none for somebody who does not exist. */
    List<CramKey> cramKeys(String user);

    /**
     * Somebody has proved to know a password.
     *
     * @param which of those that were asked for last, by {@link #keys} or {@link #cramKeys}
     */
    V proven(Identity who, int which);

    /** Somebody has not. */
    V disproven(Identity who);

    /** Whether this lets the client in. */
    boolean isWelcome(V outcome);
}
