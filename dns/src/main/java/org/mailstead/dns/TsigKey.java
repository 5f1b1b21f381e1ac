package org.mailstead.dns;

import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;

/**
 * A secret shared with a DNS server, by which it knows who sends. RFC 8945 §4.2.
 *
 * @param algorithm such as {@code hmac-sha256}
 * @param name by which the server knows the key
 */
public record TsigKey(String algorithm, DnsName name, byte[] secret) {
    /** Those with a hash that holds. RFC 8945 §6 forbids MD5 and advises against SHA-1. */
    private static final Map<String, Name> ALGORITHMS = Map.of(
            "hmac-sha224", TSIG.HMAC_SHA224,
            "hmac-sha256", TSIG.HMAC_SHA256,
            "hmac-sha384", TSIG.HMAC_SHA384,
            "hmac-sha512", TSIG.HMAC_SHA512);

    /** Characters of a key as it is written down: the name and 64 bytes of secret are far shorter. */
    private static final int CHARACTERS = 1000;

    public TsigKey {
        if (!ALGORITHMS.containsKey(algorithm)) throw new IllegalArgumentException("unknown algorithm");
        secret = secret.clone();
    }

    /** As {@code nsupdate -y} takes it: {@code hmac-sha256:name:secret in base64}. Empty if it has not that form. */
    public static Optional<TsigKey> parse(String text) {
        String[] parts =
                text.length() > CHARACTERS ? new String[0] : text.strip().split(":", 3);
        if (parts.length != 3) return Optional.empty();
        String algorithm = parts[0].toLowerCase(Locale.ROOT);
        var name = DnsName.parse(parts[1]);
        if (name.isEmpty() || !ALGORITHMS.containsKey(algorithm)) return Optional.empty();
        try {
            byte[] secret = Base64.getDecoder().decode(parts[2]);
            return secret.length == 0 ? Optional.empty() : Optional.of(new TsigKey(algorithm, name.get(), secret));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Name wireAlgorithm() {
        return java.util.Objects.requireNonNull(ALGORITHMS.get(algorithm));
    }

    /** Without the secret, which must not get into a log. */
    @Override
    public String toString() {
        return algorithm + ":" + name;
    }
}
