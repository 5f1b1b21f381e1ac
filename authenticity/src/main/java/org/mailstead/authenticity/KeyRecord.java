package org.mailstead.authenticity;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The public key of a signer, as its domain publishes it. RFC 6376 §3.6.1, RFC 8463 §4.
 *
 * @param key null if it was revoked
 * @param bits of the key
 * @param testing the domain is only trying
 * @param strict the identity in {@code i} must have the very domain of {@code d}
 */
record KeyRecord(SignatureAlgorithm algorithm, @Nullable PublicKey key, int bits, boolean testing, boolean strict) {
    /** What stands before the 32 bytes of a key in the form that Java reads. RFC 8410 §4. */
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /** The name of RSA, for keys that were published without it. */
    private static final byte[] RSA_NAME = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    private static final int ED25519_BYTES = 32;

    /** @throws TagList.MalformedException if there is no key to be had, with the reason */
    static KeyRecord parse(String text) throws TagList.MalformedException {
        var tags = TagList.parse(text);
        var version = tags.get("v");
        // Whoever gives a version gives it first; without, it is this one.
        if (version.isPresent() && !(version.get().equals("DKIM1") && tags.isFirst("v")))
            throw new TagList.MalformedException("it is no key of DKIM");
        String type = tags.get("k").orElse("rsa");
        var algorithm = SignatureAlgorithm.ofKeyType(type);
        if (algorithm.isEmpty()) throw new TagList.MalformedException("keys of type \"" + type + "\" are unknown");
        if (!has(tags.get("h").orElse("sha256"), "sha256"))
            throw new TagList.MalformedException("the key is not for SHA-256");
        var services = tags.get("s").orElse("*");
        if (!has(services, "*") && !has(services, "email"))
            throw new TagList.MalformedException("the key is not for mail");
        var flags = tags.get("t").orElse("");
        String data = TagList.compact(
                tags.get("p").orElseThrow(() -> new TagList.MalformedException("there is no key in it")));
        PublicKey key = data.isEmpty() ? null : key(algorithm.get(), decoded(data));
        return new KeyRecord(algorithm.get(), key, bits(key), has(flags, "y"), has(flags, "s"));
    }

    private static boolean has(String list, String wanted) {
        return List.of(TagList.list(list)).contains(wanted);
    }

    private static byte[] decoded(String data) throws TagList.MalformedException {
        try {
            return Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException e) {
            throw new TagList.MalformedException("the key is no base64");
        }
    }

    private static int bits(@Nullable PublicKey key) {
        return key instanceof RSAPublicKey rsa ? rsa.getModulus().bitLength() : ED25519_BYTES * 8;
    }

    private static PublicKey key(SignatureAlgorithm algorithm, byte[] data) throws TagList.MalformedException {
        return switch (algorithm) {
            case ED25519_SHA256 -> {
                if (data.length != ED25519_BYTES)
                    throw new TagList.MalformedException("a key of Ed25519 has " + ED25519_BYTES + " bytes");
                yield read("Ed25519", joined(ED25519_PREFIX, data));
            }
            case RSA_SHA256 -> {
                var key = (RSAPublicKey) rsa(data);
                int bits = key.getModulus().bitLength();
                if (bits > AuthenticityLimits.RSA_BITS
                        || key.getPublicExponent().bitLength() > 33)
                    throw new TagList.MalformedException("the key is too large");
                yield key;
            }
        };
    }

    /** With its name, as everybody publishes keys, or bare, as the standard's words can be read. RFC 8017 §A.1.1. */
    private static PublicKey rsa(byte[] data) throws TagList.MalformedException {
        try {
            return read("RSA", data);
        } catch (TagList.MalformedException named) {
            return read("RSA", element(0x30, joined(RSA_NAME, element(0x03, joined(new byte[] {0}, data)))));
        }
    }

    private static PublicKey read(String type, byte[] encoded) throws TagList.MalformedException {
        try {
            return KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new TagList.MalformedException("the key cannot be read");
        }
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** Tag, length and content, as DER has it. */
    private static byte[] element(int tag, byte[] content) {
        var out = new ByteArrayOutputStream(content.length + 4);
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    /** The bytes that stand in the tag {@code p} of a key. */
    static byte[] published(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return key instanceof RSAPublicKey
                ? encoded
                : Arrays.copyOfRange(encoded, ED25519_PREFIX.length, encoded.length);
    }
}
