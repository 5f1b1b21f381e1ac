package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.mailstead.wire.Listener;
import org.mailstead.wire.Permits;
import org.mailstead.wire.SelfSigned;
import org.mailstead.wire.TlsServer;

/** A server over fakes and a client that talks with it. */
final class Talk implements AutoCloseable {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-15T12:00:00Z"), ZoneOffset.UTC);
    private static final Path FOLDER = folder();
    static final TlsServer TLS = tls();

    final FakeServices services = new FakeServices();
    private final Listener listener;
    private Socket socket;
    private InputStream in;

    private Talk(SmtpProfile profile, SmtpLimits limits, @Nullable TlsServer implicitTls) throws IOException {
        this(profile, limits, implicitTls, Gate.OPEN);
    }

    private Talk(SmtpProfile profile, SmtpLimits limits, @Nullable TlsServer implicitTls, Gate gate)
            throws IOException {
        this(profile, host(limits), implicitTls, (_, _, _) -> gate);
    }

    private Talk(SmtpProfile profile, SmtpHost host, @Nullable TlsServer implicitTls, Gatekeeper gatekeeper)
            throws IOException {
        this(profile, host, implicitTls, gatekeeper, UrlContents.NONE);
    }

    private Talk(
            SmtpProfile profile,
            SmtpHost host,
            @Nullable TlsServer implicitTls,
            Gatekeeper gatekeeper,
            UrlContents urls)
            throws IOException {
        services.gatekeeper = gatekeeper;
        services.urls = urls;
        var server = new SmtpServer(profile, host, services.all());
        var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        listener = Listener.open(
                new Listener.Port("test", "test", here, implicitTls, SmtpServer.refusal()),
                new Permits(1000, 1000),
                server);
        socket = connect();
        in = new BufferedInputStream(socket.getInputStream());
    }

    static SmtpHost host(SmtpLimits limits) {
        return new SmtpHost("mail.example.test", TLS, FOLDER, limits, CLOCK, SmtpTrust.STANDARD);
    }

    /** For people who send what URLs name. */
    static Talk reading(UrlContents urls) throws IOException {
        return new Talk(SmtpProfile.SUBMISSION, host(SmtpLimits.STANDARD), null, Gatekeeper.OPEN, urls);
    }

    /** With others who are trusted, and somebody who sees for whom each gate is opened. */
    static Talk trusting(SmtpProfile profile, SmtpTrust trust, Gatekeeper gatekeeper) throws IOException {
        var host = new SmtpHost("mail.example.test", TLS, FOLDER, SmtpLimits.STANDARD, CLOCK, trust);
        return new Talk(profile, host, null, gatekeeper);
    }

    static Talk on(SmtpProfile profile, SmtpLimits limits) throws IOException {
        return new Talk(profile, limits, null);
    }

    static Talk guarded(SmtpProfile profile, Gate gate) throws IOException {
        return new Talk(profile, SmtpLimits.STANDARD, null, gate);
    }

    static Talk on(SmtpProfile profile) throws IOException {
        return on(profile, SmtpLimits.STANDARD);
    }

    /** On port 25, greeted and with EHLO said. */
    static Talk ready(SmtpLimits limits) throws IOException {
        Talk talk = on(SmtpProfile.MX, limits);
        talk.lines("S: 220 *", "C: EHLO client.test");
        talk.skipReply();
        return talk;
    }

    static Talk ready() throws IOException {
        return ready(SmtpLimits.STANDARD);
    }

    /** The same, up to 354. */
    static Talk inData() throws IOException {
        return inData(SmtpLimits.STANDARD);
    }

    static Talk inData(SmtpLimits limits) throws IOException {
        Talk talk = ready(limits);
        talk.lines("C: MAIL FROM:<x@client.test>", "S: 250 *", "C: RCPT TO:<ann@example.test>", "S: 250 *");
        talk.lines("C: DATA", "S: 354 *");
        return talk;
    }

    static Talk implicitTls() throws IOException {
        Talk talk = new Talk(SmtpProfile.SUBMISSIONS, SmtpLimits.STANDARD, TLS);
        talk.startTls();
        return talk;
    }

    private Socket connect() throws IOException {
        var made = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        made.setSoTimeout(10_000);
        return made;
    }

    /** Lines {@code C: …} are sent with CRLF, {@code S: …} expected; {@code *} stands for anything. */
    void lines(String... lines) throws IOException {
        for (String line : lines) {
            if (line.startsWith("C: ")) send(line.substring(3) + "\r\n");
            else expect(line.substring(3));
        }
    }

    /** The same from a text block. */
    void script(String block) throws IOException {
        lines(block.lines().toArray(String[]::new));
    }

    void send(String latin1) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(latin1.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    void expect(String pattern) throws IOException {
        String line = readLine();
        String regex = List.of(pattern.split("\\*", -1)).stream()
                .map(Pattern::quote)
                .reduce((a, b) -> a + ".*" + b)
                .orElseThrow();
        assertThat(line).matches(regex);
    }

    void expectClosed() throws IOException {
        assertThat(in.read()).isEqualTo(-1);
    }

    /** Reads one reply with all its lines and returns the last. */
    String skipReply() throws IOException {
        String line = readLine();
        while (line.length() > 3 && line.charAt(3) == '-') line = readLine();
        return line;
    }

    /** All lines of one reply. */
    List<String> reply() throws IOException {
        var lines = new ArrayList<String>();
        do lines.add(readLine());
        while (lines.getLast().length() > 3 && lines.getLast().charAt(3) == '-');
        return lines;
    }

    private String readLine() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) throw new IOException("closed after: " + line);
            line.write(b);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        assertThat(text).endsWith("\r");
        return text.substring(0, text.length() - 1);
    }

    void startTls() throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustsAnybody()}, null);
            socket = context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (java.security.GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    void hangUp() throws IOException {
        socket.close();
    }

    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    int connections() {
        return listener.connections();
    }

    void closeServer(Duration grace) {
        listener.close(grace);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        listener.close(Duration.ofSeconds(5));
    }

    private static Path folder() {
        try {
            Path made = Files.createTempDirectory("smtp-test");
            made.toFile().deleteOnExit();
            return made;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static TlsServer tls() {
        try {
            Path certificate = FOLDER.resolve("c.pem");
            Path key = FOLDER.resolve("k.pem");
            SelfSigned.write(certificate, key, List.of("localhost"), Clock.systemUTC());
            TlsServer made = TlsServer.fromPem(certificate, key, Clock.systemUTC());
            Files.delete(certificate);
            Files.delete(key);
            return made;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
