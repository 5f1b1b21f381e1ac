package org.mailstead.authenticity;

import java.security.SecureRandom;
import java.util.List;
import org.mailstead.dns.DnsName;

/** Keys for tests, made once: RSA takes its time. */
final class Keys {
    static final SigningKey RSA =
            SigningKey.generate(DnsName.of("sender.test"), "r1", SignatureAlgorithm.RSA_SHA256, new SecureRandom());
    static final SigningKey ED25519 =
            SigningKey.generate(DnsName.of("sender.test"), "e1", SignatureAlgorithm.ED25519_SHA256, new SecureRandom());

    /** What their domain publishes. */
    static final String ZONE = zone(RSA) + zone(ED25519);

    private Keys() {}

    static List<SigningKey> both() {
        return List.of(RSA, ED25519);
    }

    static String zone(SigningKey key) {
        return key.recordName() + " TXT \"" + key.recordText() + "\"\n";
    }
}
