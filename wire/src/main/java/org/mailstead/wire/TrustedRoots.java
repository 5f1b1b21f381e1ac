package org.mailstead.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;

/** Certificates that vouch for others, in place of those this machine trusts. */
public final class TrustedRoots {
    private TrustedRoots() {}

    /**
     * Reads all that are in a PEM file.
     *
     * @throws TlsSetupException with a sentence for the person if there is none
     */
    public static KeyStore read(Path file) {
        try {
            var roots = KeyStore.getInstance("PKCS12");
            roots.load(null, null);
            int number = 0;
            for (X509Certificate each : PemFiles.certificates(file)) roots.setCertificateEntry("root" + number++, each);
            return roots;
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsSetupException("The certificates in " + file + " cannot be used: " + e.getMessage(), e);
        }
    }
}
