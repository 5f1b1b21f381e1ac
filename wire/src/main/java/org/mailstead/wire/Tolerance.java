package org.mailstead.wire;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a port does for programs that were set up wrong, so that they connect all the same. Nothing secret is taken before TLS because
 * of it.
 *
 * @param tls for programs that begin TLS where it should be asked for; null where they are not waited for
 * @param plainToo whether a program that waits for a greeting on a port for TLS gets one, and may ask for TLS then
 * @param signpost for programs that speak another protocol
 */
public record Tolerance(@Nullable TlsServer tls, boolean plainToo, Optional<Signpost> signpost) {
    public static final Tolerance NONE = new Tolerance(null, false, Optional.empty());

    /**
     * A program that begins TLS sends its first bytes right behind those that open the connection. This is what all others wait for
     * their greeting.
     */
    static final Duration FOR_TLS = Duration.ofMillis(150);

    /** A program that begins no TLS by then waits for a greeting. Most give up after ten seconds and more. */
    static final Duration FOR_ANYTHING = Duration.ofMillis(2500);
}
