package org.mailstead.wire;

import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may vouch for clients, and which of the certificates that clients show are believed. One that is not believed must not end the
 * connection: many programs show whatever they have, and go on to sign in otherwise.
 */
final class ClientCertificates {
    private static final Logger LOG = LoggerFactory.getLogger(ClientCertificates.class);

    /** Certificates looked at of what a client shows; Java takes no more either. */
    private static final int LONGEST = 8;

    /** What a certificate may be used for. RFC 5280 §4.2.1.12 */
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";

    private static final String ANYTHING = "2.5.29.37.0";

    private final List<X509Certificate> authorities;

    private ClientCertificates(List<X509Certificate> authorities) {
        this.authorities = List.copyOf(authorities);
    }

    /** @throws TlsSetupException in plain words if there is no certificate in the file */
    static ClientCertificates vouchedForBy(Path file) {
        return new ClientCertificates(PemFiles.certificates(file));
    }

    /**
     * The client's certificate, if one of ours vouches for it, it is good at this time, and it is meant for this.
     *
     * @param shown the client's own first, then perhaps its issuers
     */
    Optional<X509Certificate> believed(List<X509Certificate> shown, Instant now) {
        if (shown.isEmpty() || shown.size() > LONGEST) return Optional.empty();
        X509Certificate own = shown.getFirst();
        try {
            if (!isForClients(own)) throw new CertPathValidatorException("it is not meant for clients");
            if (authorities.contains(own)) own.checkValidity(Date.from(now));
            else validate(path(shown), now);
            return Optional.of(own);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            LOG.info(
                    "a client's certificate counts as none: {}; it is {}, issued by {}",
                    TlsHandshakeFailed.text(e.getMessage()),
                    TlsHandshakeFailed.text(own.getSubjectX500Principal().toString()),
                    TlsHandshakeFailed.text(own.getIssuerX500Principal().toString()));
            return Optional.empty();
        }
    }

    /** RFC 5280 §4.2.1.3, §4.2.1.12: what is not said is not forbidden. */
    private static boolean isForClients(X509Certificate certificate) throws CertificateParsingException {
        boolean[] usage = certificate.getKeyUsage();
        boolean signs = usage == null || usage[0];
        List<String> purposes = certificate.getExtendedKeyUsage();
        return signs && (purposes == null || purposes.contains(CLIENT_AUTHENTICATION) || purposes.contains(ANYTHING));
    }

    /** One way only, however many certificates of one name are shown: each signature costs us time. */
    private List<X509Certificate> path(List<X509Certificate> shown) {
        var path = new ArrayList<>(List.of(shown.getFirst()));
        while (path.size() < shown.size()) {
            var issuer = path.getLast().getIssuerX500Principal();
            if (authorities.stream()
                    .anyMatch(each -> each.getSubjectX500Principal().equals(issuer))) break;
            Optional<X509Certificate> next = shown.stream()
                    .filter(each -> each.getSubjectX500Principal().equals(issuer) && !path.contains(each))
                    .findFirst();
            if (next.isEmpty()) break;
            path.add(next.get());
        }
        return path;
    }

    /** RFC 5280 §6.1. */
    private void validate(List<X509Certificate> path, Instant now) throws GeneralSecurityException {
        CertPath written = CertificateFactory.getInstance("X.509").generateCertPath(path);
        Set<TrustAnchor> anchors = new HashSet<>();
        for (X509Certificate each : authorities) anchors.add(new TrustAnchor(each, null));
        var parameters = new PKIXParameters(anchors);
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        var result = (PKIXCertPathValidatorResult)
                CertPathValidator.getInstance("PKIX").validate(written, parameters);
        X509Certificate authority = result.getTrustAnchor().getTrustedCert();
        authority.checkValidity(Date.from(now));
        // Java believes that whatever it is told to trust may issue: a person's own certificate in the file must not.
        if (authority.getBasicConstraints() < 0)
            throw new CertPathValidatorException("its issuer is no certificate authority");
    }

    /** Asks for certificates and takes whatever is shown, since only {@link #believed} decides what it is worth. */
    X509ExtendedTrustManager asking() {
        return new Asking();
    }

    private final class Asking extends X509ExtendedTrustManager {
        /** By these names a client chooses which of its certificates it shows. RFC 8446 §4.2.4 */
        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return authorities.toArray(X509Certificate[]::new);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            throw new UnsupportedOperationException("sockets only");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException("sockets only");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException("this is a server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
            throw new UnsupportedOperationException("this is a server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            throw new UnsupportedOperationException("this is a server");
        }
    }
}
