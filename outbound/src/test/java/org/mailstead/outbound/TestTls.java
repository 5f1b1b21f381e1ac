package org.mailstead.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.mailstead.wire.SelfSigned;

/** A server's side of TLS with a certificate of its own, and a key store that trusts it. */
final class TestTls {
    private static final char[] NO_PASSWORD = {};

    private final SSLContext context;
    private final KeyStore roots;
    private final Certificate certificate;

    TestTls(Path folder, String name) throws IOException, GeneralSecurityException {
        this(folder, name, List.of());
    }

    /** For other names as well. */
    TestTls(Path folder, String name, List<String> others) throws IOException, GeneralSecurityException {
        Path certificateFile = folder.resolve(name + ".pem");
        Path keyFile = folder.resolve(name + ".key");
        var names = new ArrayList<String>(List.of(name));
        names.addAll(others);
        SelfSigned.write(certificateFile, keyFile, names, Clock.systemUTC());
        try (InputStream in = Files.newInputStream(certificateFile)) {
            certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        byte[] der = Base64.getMimeDecoder().decode(Files.readString(keyFile).replaceAll("-----[A-Z ]+-----", ""));
        var key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, NO_PASSWORD);
        keys.setKeyEntry("server", key, NO_PASSWORD, new Certificate[] {certificate});
        var factory = KeyManagerFactory.getInstance("SunX509");
        factory.init(keys, NO_PASSWORD);
        context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        roots = KeyStore.getInstance("PKCS12");
        roots.load(null, NO_PASSWORD);
        roots.setCertificateEntry("server", certificate);
    }

    SSLContext context() {
        return context;
    }

    KeyStore roots() {
        return roots;
    }

    /** Data of a TLSA record {@code 3 1 1}. */
    String keyDigest() throws GeneralSecurityException {
        byte[] key = certificate.getPublicKey().getEncoded();
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
    }

    Socket over(Socket plain) throws IOException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        socket.setUseClientMode(false);
        return socket;
    }
}
