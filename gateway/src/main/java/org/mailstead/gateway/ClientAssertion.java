package org.mailstead.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Proves to a token service who asks, by a signature in place of a secret. RFC 7523 §3, RFC 7515 §3.1. */
final class ClientAssertion {
    /** RFC 7523 §2.2. */
    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** A request takes seconds; clocks differ by minutes. */
    static final Duration LIFE = Duration.ofMinutes(10);

    /** The provider's clock may be behind. */
    private static final Duration BEFORE = Duration.ofMinutes(1);

    private static final int ID_BYTES = 16;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private ClientAssertion() {}

    /**
     * @param audience the token service, by the address where it is asked
     * @throws GeneralSecurityException if the key is none that signs so
     */
    static String of(
            String clientId,
            String audience,
            X509Certificate certificate,
            PrivateKey key,
            Instant now,
            RandomGenerator random)
            throws GeneralSecurityException {
        Map<String, String> header = new LinkedHashMap<>();
        // RFC 7518 §3.5. Microsoft asks for it, and takes no keys on elliptic curves.
        header.put("alg", "PS256");
        header.put("typ", "JWT");
        header.put("x5t#S256", BASE64.encodeToString(digest(certificate.getEncoded())));
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        Map<String, String> claims = new LinkedHashMap<>();
        claims.put("aud", audience);
        claims.put("iss", clientId);
        claims.put("sub", clientId);
        claims.put("jti", HexFormat.of().formatHex(id));
        Map<String, Long> times = new LinkedHashMap<>();
        times.put("nbf", now.minus(BEFORE).getEpochSecond());
        times.put("iat", now.getEpochSecond());
        times.put("exp", now.plus(LIFE).getEpochSecond());
        String signed = BASE64.encodeToString(JsonMembers.write(header)) + "."
                + BASE64.encodeToString(JsonMembers.write(claims, times));
        return signed + "." + BASE64.encodeToString(signature(key, signed));
    }

    private static byte[] signature(PrivateKey key, String signed) throws GeneralSecurityException {
        var signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signature.sign();
    }

    private static byte[] digest(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }
}
