package org.mailstead.authenticity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Txt;
import org.mailstead.dns.RecordText;

/**
 * A key that signs for a domain, and what the domain publishes of it.
 *
 * @param selector under which the domain publishes it: letters, digits, hyphens and dots
 */
public record SigningKey(
        DnsName domain, String selector, SignatureAlgorithm algorithm, PrivateKey privateKey, PublicKey publicKey) {
    /** Enough for decades; 4096 bits make a record that some DNS editors refuse. RFC 8301 §3.2. */
    private static final int RSA_BITS = 2048;

    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    public SigningKey {
        if (domain.under(selector + "._domainkey").isEmpty())
            throw new IllegalArgumentException("\"" + selector + "\" cannot be a selector of " + domain);
        if (publicKey instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < AuthenticityLimits.WEAKEST_RSA_BITS)
            throw new IllegalArgumentException("an RSA key of less than 1024 bits can be forged");
    }

    /** A new key; takes up to a second for RSA. */
    public static SigningKey generate(
            DnsName domain, String selector, SignatureAlgorithm algorithm, SecureRandom random) {
        try {
            var generator = KeyPairGenerator.getInstance(factory(algorithm));
            if (algorithm == SignatureAlgorithm.RSA_SHA256) generator.initialize(RSA_BITS, random);
            else generator.initialize(255, random);
            var pair = generator.generateKeyPair();
            return new SigningKey(domain, selector, algorithm, pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK makes such keys", e);
        }
    }

    private static String factory(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case RSA_SHA256 -> "RSA";
            case ED25519_SHA256 -> "Ed25519";
        };
    }

    /** Where the domain publishes the key. */
    public DnsName recordName() {
        return domain.under(selector + "._domainkey").orElseThrow();
    }

    /** What the domain publishes there. RFC 6376 §3.6.1. */
    public String recordText() {
        String data = Base64.getEncoder().encodeToString(KeyRecord.published(publicKey));
        return "v=DKIM1; k=" + algorithm.keyType() + "; p=" + data;
    }

    /** The record as a line of a zone file, in strings of at most 255 bytes each. */
    public String zoneLine() {
        return RecordText.line(recordName(), Txt.of(recordText()));
    }

    /** Both keys in the form that other programs read; a secret. */
    public String toPem() {
        return pem(PRIVATE, privateKey.getEncoded()) + pem(PUBLIC, publicKey.getEncoded());
    }

    private static String pem(String what, byte[] encoded) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return "-----BEGIN " + what + "-----\n" + lines.encodeToString(encoded) + "\n-----END " + what + "-----\n";
    }

    /** @throws IllegalArgumentException if that is not what {@link #toPem} makes; never with the text in its message */
    public static SigningKey ofPem(DnsName domain, String selector, String pem) {
        byte[] secret = section(pem, PRIVATE);
        byte[] open = section(pem, PUBLIC);
        for (var algorithm : SignatureAlgorithm.values()) {
            try {
                var factory = KeyFactory.getInstance(factory(algorithm));
                return new SigningKey(
                        domain,
                        selector,
                        algorithm,
                        factory.generatePrivate(new PKCS8EncodedKeySpec(secret)),
                        factory.generatePublic(new X509EncodedKeySpec(open)));
            } catch (GeneralSecurityException e) {
                // A key of the other kind, then.
            }
        }
        throw new IllegalArgumentException("the key is neither one of RSA nor one of Ed25519");
    }

    private static byte[] section(String pem, String what) {
        String begin = "-----BEGIN " + what + "-----";
        int from = pem.indexOf(begin);
        int end = pem.indexOf("-----END " + what + "-----", Math.max(0, from));
        if (from < 0 || end < 0) throw new IllegalArgumentException("there is no \"" + begin + "\" with its end");
        return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), end));
    }

    /** The signature of the data, in base64. */
    String sign(byte[] data) {
        return Base64.getEncoder().encodeToString(algorithm.sign(privateKey, data));
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "SigningKey[" + recordName() + ", " + algorithm.word() + "]";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigningKey key
                && key.recordName().equals(recordName())
                && Arrays.equals(key.publicKey.getEncoded(), publicKey.getEncoded());
    }

    @Override
    public int hashCode() {
        return recordName().hashCode();
    }
}
