package org.mailstead.wire;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * A certificate with those that vouch for it, and its key.
 *
 * @param chain our own certificate first, then each one's issuer
 */
public record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {
    /** Kind of a name in a certificate. RFC 5280 §4.2.1.6. */
    private static final int DNS_NAME = 2;

    private static final int CHARACTERS_OF_A_LINE = 64;

    public ServerCertificate {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) throw new IllegalArgumentException("a chain has at least one certificate");
    }

    /**
     * From PEM files, which may be one and the same.
     *
     * @throws TlsSetupException in plain words if the files are missing, do not match or are in no known form
     */
    public static ServerCertificate read(Path chainFile, Path keyFile) {
        return PemFiles.read(chainFile, keyFile);
    }

    /** The one without its issuers. */
    public X509Certificate own() {
        return chain.getFirst();
    }

    public Instant until() {
        return own().getNotAfter().toInstant();
    }

    public Instant from() {
        return own().getNotBefore().toInstant();
    }

    /** Names of hosts that it is for, in lower case; a star may stand for the first label. Its common name does not count. RFC 9525 §2. */
    public Set<String> names() {
        var names = new LinkedHashSet<String>();
        try {
            var all = own().getSubjectAlternativeNames();
            if (all == null) return names;
            for (List<?> name : all)
                if (Objects.equals(name.getFirst(), DNS_NAME) && name.get(1) instanceof String text)
                    names.add(text.toLowerCase(Locale.ROOT));
        } catch (CertificateParsingException e) {
            return Set.of();
        }
        return names;
    }

    /** Whether somebody who looks for that host may take it. RFC 9525 §6.3. */
    public boolean isFor(String host) {
        var names = names();
        return names.contains(host.toLowerCase(Locale.ROOT)) || names.contains(wildcard(host));
    }

    /** The name with a star in place of its first label, in lower case: a star stands for exactly one. */
    static String wildcard(String host) {
        int dot = host.indexOf('.');
        return dot < 0 ? host : "*" + host.substring(dot).toLowerCase(Locale.ROOT);
    }

    /** Key and chain, as they stand in one PEM file that nobody else may read. */
    public String pem() {
        try {
            var text = new StringBuilder(pem("PRIVATE KEY", key.getEncoded()));
            for (X509Certificate each : chain) text.append(pem("CERTIFICATE", each.getEncoded()));
            return text.toString();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }

    static String pem(String kind, byte[] der) {
        String body =
                Base64.getMimeEncoder(CHARACTERS_OF_A_LINE, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }
}
