package org.mailstead.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our certificates and the TLS rules; can be given new certificates while in use. */
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

    /** Sessions that can be gone on with, of one to two KB each: as many as there may be connections, unless settings say otherwise. */
    private static final int SESSIONS = 10_000;

    /** Where clients show certificates, each session may hold 32 KB of them, believed or not. */
    private static final int SESSIONS_WITH_CERTIFICATES = 2_000;

    private static final String HTTP = "http/1.1";

    static {
        // A TLS 1.2 client could make us redo handshakes for ever: cheap for it, dear for us. RFC 9325 §3.5.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        // With what a session needs in the client's ticket, Java looks for the certificate it was begun with before it
        // knows the
        // name that is asked for: only sessions with the default certificate could be gone on with.
        System.setProperty("jdk.tls.server.enableSessionTicketExtension", "false");
    }

    /** Lets every name pass: a session begun under one is not gone on with under another. RFC 6066 §3. */
    private static final List<SNIMatcher> ANY_NAME = List.of(new SNIMatcher(StandardConstants.SNI_HOST_NAME) {
        @Override
        public boolean matches(SNIServerName name) {
            return true;
        }
    });

    private final Path certificateChain;
    private final Path privateKey;
    private final Optional<Path> clientAuthorities;
    private final Clock clock;
    private final Map<String, ServerCertificate> challenges = new ConcurrentHashMap<>();
    private volatile Loaded loaded;

    /** @param files the certificate in the files, which is the default unless another was put in its place */
    private record Loaded(
            SSLContext context,
            NamedCertificates certificates,
            ServerCertificate files,
            Optional<ServerCertificate> instead,
            Optional<ClientCertificates> clients) {
        ServerCertificate byDefault() {
            return certificates.all().getFirst();
        }

        List<ServerCertificate> others() {
            return certificates.all().subList(1, certificates.all().size());
        }
    }

    private TlsServer(Path certificateChain, Path privateKey, Optional<Path> clientAuthorities, Clock clock) {
        this.certificateChain = certificateChain;
        this.privateKey = privateKey;
        this.clientAuthorities = clientAuthorities;
        this.clock = clock;
        this.loaded = context(read(), Optional.empty(), List.of(), clients());
    }

    /**
     * With the certificate for clients that name nobody, or somebody that is not known here.
     *
     * @param clock says whether the certificate has expired, which is a warning in the log only
     * @throws TlsSetupException in plain words if the files are missing, do not match or are in no known form
     */
    public static TlsServer fromPem(Path certificateChain, Path privateKey, Clock clock) {
        return new TlsServer(certificateChain, privateKey, Optional.empty(), clock);
    }

    /**
     * The same, for clients that may show a certificate of their own.
     *
     * @param clientAuthorities PEM file with the certificates of those who vouch for clients
     */
    public static TlsServer fromPem(
            Path certificateChain, Path privateKey, Optional<Path> clientAuthorities, Clock clock) {
        return new TlsServer(certificateChain, privateKey, clientAuthorities, clock);
    }

    /** Reads the files again; connections under way keep what they have. If it throws, the old certificate stays. */
    public synchronized void reload() {
        loaded = context(read(), loaded.instead(), loaded.others(), clients());
        LOG.info(
                "TLS certificate {} loaded again, good until {}",
                certificateChain,
                inFiles().until());
    }

    /**
     * What is shown from now on in place of what was; connections under way keep what they have.
     *
     * @param byDefault to clients that name nobody, or somebody unknown; empty for the one in the files
     * @param certificates each to clients that ask for one of its names
     */
    public synchronized void show(Optional<ServerCertificate> byDefault, List<ServerCertificate> certificates) {
        loaded = context(loaded.files(), byDefault, certificates, loaded.clients());
    }

    /** The certificate in the files, as it was read last. */
    public ServerCertificate inFiles() {
        return loaded.files();
    }

    /** When the default certificate ends. */
    public Instant expires() {
        return loaded.byDefault().until();
    }

    /** Our default certificate in use, then its issuers. */
    public List<X509Certificate> chain() {
        return loaded.byDefault().chain();
    }

    /** What a client that names this host is shown. */
    public ServerCertificate shownTo(String host) {
        return loaded.certificates().shownTo(host);
    }

    /**
     * From now on shows whoever asks for {@code acme-tls/1}, on engines only, the proof that this name is ours. RFC 8737 §3.
     *
     * @param host in ASCII
     */
    public void beginChallenge(String host, ServerCertificate proof) {
        challenges.put(host.toLowerCase(Locale.ROOT), proof);
    }

    public void endChallenge(String host) {
        challenges.remove(host.toLowerCase(Locale.ROOT));
    }

    /** For who does without sockets: TLS in server mode, with the certificates in use now. */
    public SSLEngine engine() {
        var engine = loaded.context().createSSLEngine();
        engine.setUseClientMode(false);
        var parameters = ours(engine.getSSLParameters(), engine.getSupportedCipherSuites());
        // Without a challenge nothing is chosen, so that clients that offer only what we do not speak hear so over
        // HTTP.
        if (!challenges.isEmpty()) parameters.setApplicationProtocols(new String[] {HTTP, NamedCertificates.ACME_TLS});
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** A TLS socket in server mode over an accepted one, before its handshake. */
    SSLSocket over(Socket accepted) throws IOException {
        return over(accepted, loaded);
    }

    /** The same for a client that is asked for its certificate, if any are taken. */
    SSLSocket askingOver(Socket accepted) throws IOException {
        Loaded now = loaded;
        SSLSocket socket = over(accepted, now);
        socket.setWantClientAuth(now.clients().isPresent());
        return socket;
    }

    /** The same for a peer that has begun by itself. */
    SSLSocket askingOver(Socket accepted, InputStream begun) throws IOException {
        Loaded now = loaded;
        var socket = (SSLSocket) now.context().getSocketFactory().createSocket(accepted, begun, true);
        socket.setSSLParameters(ours(socket.getSSLParameters(), socket.getSupportedCipherSuites()));
        socket.setWantClientAuth(now.clients().isPresent());
        return socket;
    }

    /** The same, and grants the protocol that the peer has asked for. RFC 7301 §3.2. */
    SSLSocket askingOver(Socket accepted, InputStream begun, String protocol) throws IOException {
        SSLSocket socket = askingOver(accepted, begun);
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static SSLSocket over(Socket accepted, Loaded now) throws IOException {
        var socket = (SSLSocket) now.context()
                .getSocketFactory()
                .createSocket(accepted, accepted.getInetAddress().getHostAddress(), accepted.getPort(), true);
        socket.setUseClientMode(false);
        socket.setSSLParameters(ours(socket.getSSLParameters(), socket.getSupportedCipherSuites()));
        return socket;
    }

    /** What the client has shown, if it is believed now: whoever vouched for it when the session began may be out by this time. */
    Optional<X509Certificate> believed(SSLSession session) {
        return loaded.clients().flatMap(clients -> clients.believed(shown(session), clock.instant()));
    }

    private static List<X509Certificate> shown(SSLSession session) {
        try {
            return Arrays.stream(session.getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException none) {
            return List.of();
        }
    }

    private static SSLParameters ours(SSLParameters parameters, String[] supported) {
        parameters.setProtocols(PROTOCOLS);
        List<String> known = Arrays.asList(supported);
        parameters.setCipherSuites(CIPHERS.stream().filter(known::contains).toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        parameters.setSNIMatchers(ANY_NAME);
        return parameters;
    }

    private ServerCertificate read() {
        ServerCertificate read = PemFiles.read(certificateChain, privateKey);
        warnOfDates(read.own(), certificateChain, clock.instant());
        return read;
    }

    private Optional<ClientCertificates> clients() {
        return clientAuthorities.map(ClientCertificates::vouchedForBy);
    }

    /** A context of its own for each set: sessions begun with the old one are not gone on with. */
    private Loaded context(
            ServerCertificate files,
            Optional<ServerCertificate> instead,
            List<ServerCertificate> others,
            Optional<ClientCertificates> clients) {
        var certificates = new NamedCertificates(instead.orElse(files), others, challenges);
        try {
            var context = SSLContext.getInstance("TLS");
            var asking = clients.map(each -> new TrustManager[] {each.asking()}).orElse(null);
            context.init(new KeyManager[] {certificates}, asking, null);
            context.getServerSessionContext()
                    .setSessionCacheSize(clients.isPresent() ? SESSIONS_WITH_CERTIFICATES : SESSIONS);
            return new Loaded(context, certificates, files, instead, clients);
        } catch (GeneralSecurityException e) {
            throw new TlsSetupException("TLS cannot be used: " + e.getMessage(), e);
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
