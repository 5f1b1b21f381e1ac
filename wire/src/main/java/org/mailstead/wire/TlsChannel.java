package org.mailstead.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLKeyException;
import javax.net.ssl.SSLSession;

/** What can be told of a TLS connection. */
final class TlsChannel {
    private static final String EXPORTER_LABEL = "EXPORTER-Channel-Binding";
    private static final int EXPORTED_BYTES = 32;

    private TlsChannel() {}

    static String facts(SSLSession session) {
        return session.getProtocol() + " " + session.getCipherSuite();
    }

    /** Seen from the server. */
    static Map<String, byte[]> bindings(SSLSession session) {
        var bindings = new HashMap<String, byte[]>();
        exported(session).ifPresent(bytes -> bindings.put("tls-exporter", bytes));
        ofCertificate(session).ifPresent(bytes -> bindings.put("tls-server-end-point", bytes));
        return bindings;
    }

    /** RFC 9266 §2. Before TLS 1.3 the keys of a connection are its own only with the extended master secret (RFC 7627). */
    private static Optional<byte[]> exported(SSLSession session) {
        boolean own = session.getProtocol().equals("TLSv1.3");
        if (!own || !(session instanceof ExtendedSSLSession extended)) return Optional.empty();
        try {
            return Optional.of(extended.exportKeyingMaterialData(EXPORTER_LABEL, new byte[0], EXPORTED_BYTES));
        } catch (SSLKeyException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** RFC 5929 §4.1: by the hash of the certificate's signature, but no weaker than SHA-256; none where that is not known. */
    private static Optional<byte[]> ofCertificate(SSLSession session) {
        Certificate[] ours = session.getLocalCertificates();
        if (ours == null || ours.length == 0 || !(ours[0] instanceof X509Certificate certificate))
            return Optional.empty();
        String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        int with = algorithm.indexOf("WITH");
        if (with < 0) return Optional.empty();
        String hash = switch (algorithm.substring(0, with)) {
            case "MD5", "SHA1", "SHA256" -> "SHA-256";
            case "SHA384" -> "SHA-384";
            case "SHA512" -> "SHA-512";
            default -> "";
        };
        if (hash.isEmpty()) return Optional.empty();
        try {
            return Optional.of(MessageDigest.getInstance(hash).digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            return Optional.empty();
        }
    }
}
