package org.mailstead.wire;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Reads certificates and keys from PEM files. */
final class PemFiles {
    /** Chains are a few kilobytes; more is some other file. */
    private static final long MAX_BYTES = 1024 * 1024;

    private PemFiles() {}

    static ServerCertificate read(Path chainFile, Path keyFile) {
        List<X509Certificate> certificates = certificates(chainFile);
        PrivateKey key = key(keyFile);
        for (X509Certificate certificate : certificates)
            if (belongTogether(certificate.getPublicKey(), key))
                return new ServerCertificate(inOrder(certificate, certificates), key);
        throw new TlsSetupException(
                "The private key in " + keyFile + " does not belong to the certificate in " + chainFile
                        + " (" + certificates.getFirst().getSubjectX500Principal()
                        + "). Give the key the certificate was made for.");
    }

    static List<X509Certificate> certificates(Path file) {
        var found = new ArrayList<X509Certificate>();
        try {
            for (Object part : parts(file, "certificate"))
                if (part instanceof X509CertificateHolder holder)
                    found.add(new JcaX509CertificateConverter().getCertificate(holder));
        } catch (GeneralSecurityException e) {
            throw new TlsSetupException("A certificate in " + file + " cannot be read: " + e.getMessage(), e);
        }
        if (found.isEmpty())
            throw new TlsSetupException("There is no certificate in " + file
                    + ". It must hold PEM text that begins with -----BEGIN CERTIFICATE-----.");
        return found;
    }

    private static PrivateKey key(Path file) {
        for (Object part : parts(file, "private key")) {
            if (part instanceof PEMEncryptedKeyPair || part instanceof PKCS8EncryptedPrivateKeyInfo)
                throw new TlsSetupException("The private key in " + file
                        + " is encrypted with a pass phrase. Take it off with: openssl pkey -in " + file
                        + " -out plain-key.pem");
            Optional<PrivateKeyInfo> info = switch (part) {
                case PEMKeyPair pair -> Optional.of(pair.getPrivateKeyInfo());
                case PrivateKeyInfo plain -> Optional.of(plain);
                default -> Optional.empty();
            };
            if (info.isEmpty()) continue;
            try {
                return new JcaPEMKeyConverter().getPrivateKey(info.get());
            } catch (PEMException e) {
                throw new TlsSetupException(
                        "The private key in " + file + " is of a kind not known here: " + e.getMessage(), e);
            }
        }
        throw new TlsSetupException("There is no private key in " + file
                + ". It must hold PEM text that begins with -----BEGIN PRIVATE KEY----- (or RSA or EC PRIVATE KEY).");
    }

    private static List<Object> parts(Path file, String what) {
        String text;
        try {
            if (Files.size(file) > MAX_BYTES)
                throw new TlsSetupException("The file " + file + " is too large to be a " + what + ".");
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new TlsSetupException("The TLS " + what + " file " + file + " does not exist.", e);
        } catch (AccessDeniedException e) {
            throw new TlsSetupException(
                    "The TLS " + what + " file " + file + " may not be read by the user this program runs as.", e);
        } catch (IOException e) {
            throw new TlsSetupException("The TLS " + what + " file " + file + " cannot be read: " + e.getMessage(), e);
        }
        var parts = new ArrayList<>();
        try (var parser = new PEMParser(new StringReader(text))) {
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) parts.add(part);
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new TlsSetupException("The TLS " + what + " file " + file + " is damaged: " + e.getMessage(), e);
        }
        return parts;
    }

    /** Signs something and checks it: works for every kind of key. */
    private static boolean belongTogether(PublicKey certified, PrivateKey key) {
        if (!certified.getAlgorithm().equals(key.getAlgorithm())) return false;
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "EdDSA" -> "EdDSA";
            default ->
                throw new TlsSetupException(
                        "Keys of the kind " + key.getAlgorithm() + " cannot be used for TLS; make an EC or RSA key.");
        };
        byte[] sample = "sample".getBytes(StandardCharsets.US_ASCII);
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(sample);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Files are often put together in the wrong order, and many clients then refuse the chain. RFC 5246 §7.4.2. */
    private static List<X509Certificate> inOrder(X509Certificate own, List<X509Certificate> all) {
        var chain = new ArrayList<>(List.of(own));
        while (chain.size() < all.size()) {
            var issuer = chain.getLast().getIssuerX500Principal();
            Optional<X509Certificate> next = all.stream()
                    .filter(c ->
                            !chain.contains(c) && c.getSubjectX500Principal().equals(issuer))
                    .findFirst();
            if (next.isEmpty()) break;
            chain.add(next.get());
        }
        return List.copyOf(chain);
    }
}
