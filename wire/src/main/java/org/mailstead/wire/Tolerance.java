package org.mailstead.wire;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a port does for programs that were set up wrong, so that they connect all the same. Nothing secret is taken before TLS because
 * of it.
 *
 * @param tls for programs that begin TLS where it should be asked for; null where they are not waited for
 * @param plainToo whether a program that waits for a greeting on a port for TLS gets one, and may ask for TLS then
 * @param late who is waited for longer than others, on all ports alike
 * @param signpost for programs that speak another protocol
 */
public record Tolerance(
        @Nullable TlsServer tls, boolean plainToo, Patience patience, LateTls late, Optional<Signpost> signpost) {
    public static final Tolerance NONE =
            new Tolerance(null, false, Patience.STANDARD, new LateTls(InstantSource.system()), Optional.empty());

    /**
     * How long is waited for what a program does first.
     *
     * @param forTls before the greeting on a port for STARTTLS
     * @param forAnything before the greeting on a port for TLS, and on one for STARTTLS where TLS came too late before ({@link LateTls})
     */
    public record Patience(Duration forTls, Duration forAnything) {
        /**
         * A program that begins TLS sends its first bytes right behind those that open the connection, and all others wait so long for
         * their greeting. On a port for TLS nobody has to wait who is set up right; most give up after ten seconds and more.
         */
        public static final Patience STANDARD = new Patience(Duration.ofMillis(150), Duration.ofMillis(2500));
    }
}
