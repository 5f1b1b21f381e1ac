package org.mailstead.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Certificates that vouch for others, in place of those this machine trusts or beside them. */
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

    /**
     * All that are in a PEM file, and those that this machine trusts.
     *
     * @throws TlsSetupException with a sentence for the person if there is none in the file
     */
    public static KeyStore beside(Path file) {
        var roots = read(file);
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            int number = 0;
            for (TrustManager each : factory.getTrustManagers())
                if (each instanceof X509TrustManager known)
                    for (X509Certificate issuer : known.getAcceptedIssuers())
                        roots.setCertificateEntry("known" + number++, issuer);
            return roots;
        } catch (GeneralSecurityException e) {
            throw new TlsSetupException(
                    "The authorities that this machine trusts cannot be read: " + e.getMessage(), e);
        }
    }
}
