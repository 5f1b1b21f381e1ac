package org.mailstead.wire;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS towards other servers. Any certificate is good enough to encrypt, since plain text is the alternative (RFC 7435
 * §3); what it proves is told, and whoever needs proof looks at it before saying anything.
 */
public final class TlsClient {
    /** Where a session keeps why it is doubted; it is there too when the session is resumed. */
    private static final String DOUBT = "mailstead.doubt";

    private static final String PROVED = "none";

    /** Kind of a name in a certificate. RFC 5280 §4.2.1.6. */
    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;

    private final Witness witness;
    private final Manner manner;
    private final SSLContext context;

    /** How a handshake is begun: as it should be, or with one thing less, to find out what a server does not bear. */
    public enum Manner {
        /** RFC 8996 §4, §5: TLS 1.0 and 1.1 must not be used. */
        USUAL,
        ONLY_TLS_1_2,
        ONLY_TLS_1_3,
        /** The server is not told which of its names is meant. RFC 6066 §3. */
        WITHOUT_NAME;

        private String[] versions() {
            return switch (this) {
                case USUAL, WITHOUT_NAME -> new String[] {"TLSv1.3", "TLSv1.2"};
                case ONLY_TLS_1_2 -> new String[] {"TLSv1.2"};
                case ONLY_TLS_1_3 -> new String[] {"TLSv1.3"};
            };
        }
    }

    /** @param roots whose certificates are trusted; null for those that this machine trusts */
    public TlsClient(@Nullable KeyStore roots) {
        this(witness(roots), Manner.USUAL);
    }

    private TlsClient(Witness witness, Manner manner) {
        this.witness = witness;
        this.manner = manner;
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {witness}, null);
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    private static Witness witness(@Nullable KeyStore roots) {
        try {
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(roots);
            return new Witness((X509ExtendedTrustManager) factory.getTrustManagers()[0]);
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    private static TlsSetupException unusable(GeneralSecurityException why) {
        return new TlsSetupException("TLS cannot be used for sending: " + why.getMessage(), why);
    }

    /** One that trusts the same, and begins in another way. It shares no session with this one, so that neither goes on with what the other began. */
    public TlsClient in(Manner other) {
        return new TlsClient(witness, other);
    }

    /**
     * What a server has shown.
     *
     * @param chain its own certificate first
     * @param doubt why the chain does not prove that it is who we meant; null if it does
     */
    public record Shown(
            List<X509Certificate> chain, @Nullable Doubt doubt) {
        public Shown {
            chain = List.copyOf(chain);
        }
    }

    /** Why a certificate proves nothing. */
    public record Doubt(Kind kind, String words) {
        /** What kind of trouble it is. */
        public enum Kind {
            NOT_VALID_NOW,
            OTHER_NAME,
            NOT_TRUSTED
        }

        /** In plain words. */
        @Override
        public String toString() {
            return words;
        }
    }

    /** A TLS socket in client mode over a connected one, before its handshake. */
    SSLSocket over(Socket connected, String serverName) throws IOException {
        var socket =
                (SSLSocket) context.getSocketFactory().createSocket(connected, serverName, connected.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(manner.versions());
        if (manner == Manner.WITHOUT_NAME) parameters.setServerNames(List.of());
        // Has the witness compare names too; it is the rule of the web that SMTP uses. RFC 8461 §4.1.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    static Shown shown(SSLSocket socket) throws IOException {
        var chain = List.of(socket.getSession().getPeerCertificates()).stream()
                .map(X509Certificate.class::cast)
                .toList();
        return new Shown(
                chain,
                switch (socket.getSession().getValue(DOUBT)) {
                    case Doubt doubt -> doubt;
                    case String proved -> null;
                    // Never seen. Whatever lost the word of the witness, it must not pass for proof.
                    case null, default -> new Doubt(Doubt.Kind.NOT_TRUSTED, "the certificate was not looked at");
                });
    }

    /** Lets every chain pass and remembers what it is worth. */
    private static final class Witness extends X509ExtendedTrustManager {
        private final X509ExtendedTrustManager strict;

        Witness(X509ExtendedTrustManager strict) {
            this.strict = strict;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
            Doubt doubt = null;
            try {
                strict.checkServerTrusted(chain, authType, socket);
                // Java still takes the common name where there is no other; nobody else does. RFC 9525 §2.
                if (!namesAHost(chain[0])) doubt = new Doubt(Doubt.Kind.OTHER_NAME, "the certificate names no host");
            } catch (CertificateException e) {
                doubt = doubt(chain, e);
            }
            ((SSLSocket) socket).getHandshakeSession().putValue(DOUBT, doubt == null ? PROVED : doubt);
        }

        private static boolean namesAHost(X509Certificate certificate) throws CertificateException {
            var names = certificate.getSubjectAlternativeNames();
            return names != null
                    && names.stream()
                            .anyMatch(name -> Objects.equals(name.getFirst(), DNS_NAME)
                                    || Objects.equals(name.getFirst(), IP_ADDRESS));
        }

        private static Doubt doubt(X509Certificate[] chain, CertificateException why) {
            String said = String.valueOf(why.getMessage());
            if (said.contains("NotAfter") || said.contains("validity check failed")) {
                String ends = chain[0].getNotAfter().toInstant().toString();
                return new Doubt(
                        Doubt.Kind.NOT_VALID_NOW, "the certificate is not valid at this time (it ends " + ends + ")");
            }
            if (said.contains("No subject alternative") || said.contains("No name matching")) {
                return new Doubt(Doubt.Kind.OTHER_NAME, "the certificate is for another name");
            }
            if (said.contains("unable to find valid certification path")) {
                return new Doubt(Doubt.Kind.NOT_TRUSTED, "the certificate is signed by nobody this machine trusts");
            }
            return new Doubt(
                    Doubt.Kind.NOT_TRUSTED, "the certificate cannot be trusted: " + TlsHandshakeFailed.text(said));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            throw new UnsupportedOperationException("sockets only");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException("sockets only");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new UnsupportedOperationException("this is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
            throw new UnsupportedOperationException("this is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            throw new UnsupportedOperationException("this is a client");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return ((X509TrustManager) strict).getAcceptedIssuers();
        }
    }
}
