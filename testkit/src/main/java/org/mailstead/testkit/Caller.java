package org.mailstead.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The client, as a made-up server sees it. */
public final class Caller {
    /** No line of a client under test is as long. */
    private static final int LINE_BYTES = 64 * 1024;

    private final Socket plain;
    private final MailHosts.Host host;
    private Socket socket;
    private InputStream in;
    private boolean encrypted;

    Caller(Socket plain, MailHosts.Host host) throws IOException {
        this.plain = plain;
        this.host = host;
        socket = plain;
        in = new BufferedInputStream(plain.getInputStream());
    }

    public void say(String line) throws IOException {
        raw((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    public void raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** The next line without its end; null if the client has hung up. */
    public @Nullable String hear() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) return null;
            if (line.size() >= LINE_BYTES) throw new IOException("a line of the client's without end");
            line.write(b);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** Exactly so many bytes. */
    public byte[] hear(int count) throws IOException {
        return in.readNBytes(count);
    }

    /** Says nothing until the client hangs up. */
    public void waitForTheEnd() throws IOException {
        in.readAllBytes();
    }

    public boolean isEncrypted() {
        return encrypted;
    }

    /** Shakes hands as the host that was called. */
    public void beginTls() throws IOException {
        byte[] record = Hello.record(in);
        var reaction = host.reaction(Hello.of(record));
        if (reaction != Hello.Reaction.GOES_ON) {
            raw(reaction.alert());
            throw new IOException("the doorkeeper lets nobody in who begins so");
        }
        var secure = (SSLSocket) context(host.identity())
                .getSocketFactory()
                .createSocket(plain, new SequenceInputStream(new ByteArrayInputStream(record), in), true);
        host.tlsVersions().ifPresent(versions -> secure.setEnabledProtocols(versions.toArray(new String[0])));
        secure.startHandshake();
        socket = secure;
        encrypted = true;
        in = new BufferedInputStream(secure.getInputStream());
    }

    /** Breaks off, so that the client sees a reset. */
    public void reset() throws IOException {
        plain.setSoLinger(true, 0);
        plain.close();
    }

    private static SSLContext context(HostAuthority.Identity identity) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new OneKey(identity)}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
