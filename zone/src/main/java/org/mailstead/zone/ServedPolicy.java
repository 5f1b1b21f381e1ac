package org.mailstead.zone;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.mailstead.dns.DnsName;
import org.mailstead.tlspolicy.StsPolicy;

/**
 * What a domain of ours asks of those who send to it: TLS, with a certificate for this host. RFC 8461 §3.2.
 *
 * @param maxAge how long they may remember it
 */
public record ServedPolicy(StsPolicy.Mode mode, DnsName host, Duration maxAge) {
    /** Where it is served, on the host {@link #HOST_LABEL} of the domain. RFC 8461 §3.3. */
    public static final String PATH = "/.well-known/mta-sts.txt";

    public static final String HOST_LABEL = "mta-sts";

    /** Hexadecimal digits of the identifier, which may have 32; half of that never repeats by chance. RFC 8461 §3.1. */
    private static final int ID_DIGITS = 20;

    /** As others read it. */
    public StsPolicy policy() {
        return new StsPolicy(mode, maxAge, List.of(host.toString()));
    }

    /** The file, with line ends as the standard has them. */
    public String text() {
        return "version: STSv1\r\nmode: " + mode + "\r\nmx: " + host + "\r\nmax_age: " + maxAge.toSeconds() + "\r\n";
    }

    /** Another one for every other policy, and always the same for the same. */
    public String id() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What stands at {@code _mta-sts}. RFC 8461 §3.1. */
    String recordText() {
        return "v=STSv1; id=" + id() + ";";
    }
}
