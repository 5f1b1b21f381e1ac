package org.mailstead.wire;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our certificate and the TLS rules; can be given a new certificate while in use. */
public final class TlsServer {
    private static final Logger LOG = LoggerFactory.getLogger(TlsServer.class);

    /** RFC 8996 §4, §5: TLS 1.0 and 1.1 must not be used. */
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** Forward secrecy and authenticated encryption only. RFC 9325 §4.2. */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    static {
        // A TLS 1.2 client could make us redo handshakes for ever: cheap for it, dear for us. RFC 9325 §3.5.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private final Path certificateChain;
    private final Path privateKey;
    private final Clock clock;
    private volatile Loaded loaded;

    private record Loaded(SSLContext context, List<X509Certificate> chain) {}

    private TlsServer(Path certificateChain, Path privateKey, Clock clock) {
        this.certificateChain = certificateChain;
        this.privateKey = privateKey;
        this.clock = clock;
        this.loaded = load(certificateChain, privateKey, clock);
    }

    /**
     * @param clock says whether the certificate has expired, which is a warning in the log only
     * @throws TlsSetupException in plain words if the files are missing, do not match or are in no known form
     */
    public static TlsServer fromPem(Path certificateChain, Path privateKey, Clock clock) {
        return new TlsServer(certificateChain, privateKey, clock);
    }

    /** Reads the files again; connections under way keep what they have. If it throws, the old certificate stays. */
    public void reload() {
        loaded = load(certificateChain, privateKey, clock);
        LOG.info("TLS certificate {} loaded again, good until {}", certificateChain, expires());
    }

    /** When the certificate in use ends. */
    public Instant expires() {
        return loaded.chain().getFirst().getNotAfter().toInstant();
    }

    /** Our certificate in use, then its issuers. */
    public List<X509Certificate> chain() {
        return loaded.chain();
    }

    /** For who does without sockets: TLS in server mode, with the certificate in use now. */
    public SSLEngine engine() {
        var engine = loaded.context().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(ours(engine.getSSLParameters(), engine.getSupportedCipherSuites()));
        return engine;
    }

    /** A TLS socket in server mode over an accepted one, before its handshake. */
    SSLSocket over(Socket accepted) throws IOException {
        var socket = (SSLSocket) loaded.context()
                .getSocketFactory()
                .createSocket(accepted, accepted.getInetAddress().getHostAddress(), accepted.getPort(), true);
        socket.setUseClientMode(false);
        socket.setSSLParameters(ours(socket.getSSLParameters(), socket.getSupportedCipherSuites()));
        return socket;
    }

    private static SSLParameters ours(SSLParameters parameters, String[] supported) {
        parameters.setProtocols(PROTOCOLS);
        List<String> known = Arrays.asList(supported);
        parameters.setCipherSuites(CIPHERS.stream().filter(known::contains).toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        return parameters;
    }

    private static Loaded load(Path certificateChain, Path privateKey, Clock clock) {
        PemFiles files = PemFiles.read(certificateChain, privateKey);
        X509Certificate own = files.chain().getFirst();
        warnOfDates(own, certificateChain, clock.instant());
        try {
            char[] password = {};
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(null, password);
            keys.setKeyEntry("mailstead", files.key(), password, files.chain().toArray(X509Certificate[]::new));
            // The other kind, PKIX, deciphers the key anew at each handshake, which takes longer than the rest of it.
            var factory = KeyManagerFactory.getInstance("SunX509");
            factory.init(keys, password);
            var context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return new Loaded(context, files.chain());
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsSetupException(
                    "The certificate in " + certificateChain + " cannot be used for TLS: " + e.getMessage(), e);
        }
    }

    private static void warnOfDates(X509Certificate certificate, Path file, Instant now) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isAfter(until))
            LOG.warn("The TLS certificate in {} expired at {}: mail programs will refuse it", file, until);
        else if (now.isBefore(from))
            LOG.warn("The TLS certificate in {} is good only from {} on: is the clock right?", file, from);
    }
}
