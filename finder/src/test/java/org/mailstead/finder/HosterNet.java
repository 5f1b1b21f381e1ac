package org.mailstead.finder;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.wire.SelfSigned;
import org.mailstead.wire.ServerCertificate;
import org.mailstead.wire.TlsClient;

/** Domains with web pages and mail servers, as they look from outside; all of it on loopback. Counts who comes. */
final class HosterNet implements AutoCloseable {
    /** Where all web pages are. */
    static final String WEB = "192.0.2.80";

    /** Where all mail servers are. */
    static final String MAIL = "192.0.2.25";

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Map<String, String> pages = new HashMap<>();
    private final Map<Integer, Integer> ports = new HashMap<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final StringBuilder zone = new StringBuilder();
    private final ServerCertificate certificate;
    private final SSLContext context;

    /** @param names that the certificate of all servers is for */
    HosterNet(String... names) throws IOException, GeneralSecurityException {
        certificate = SelfSigned.make(List.of(names), Clock.systemUTC());
        context = context(certificate);
        var plain = HttpServer.create(loopback(0), 0);
        var secure = HttpsServer.create(loopback(0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(context));
        serve(plain, "http", 80);
        serve(secure, "https", 443);
    }

    private void serve(HttpServer server, String scheme, int port) {
        server.createContext("/", exchange -> answer(exchange, scheme));
        server.start();
        ports.put(port, server.getAddress().getPort());
        open.add(() -> server.stop(0));
    }

    private void answer(HttpExchange exchange, String scheme) throws IOException {
        String host = exchange.getRequestHeaders().getFirst("Host").toLowerCase(Locale.ROOT);
        String url = scheme + "://" + host + exchange.getRequestURI().getPath();
        asked.add(url + "?" + exchange.getRequestURI().getQuery());
        exchange.getRequestBody().readAllBytes();
        String page = pages.get(url);
        if (page == null) {
            exchange.sendResponseHeaders(404, -1);
        } else if (page.startsWith("https://")) {
            exchange.getResponseHeaders().add("Location", page);
            exchange.sendResponseHeaders(302, -1);
        } else {
            byte[] bytes = page.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static SSLContext context(ServerCertificate certificate) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
                "site", certificate.key(), new char[0], certificate.chain().toArray(Certificate[]::new));
        var factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(keys, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Lines of a zone. */
    HosterNet dns(String... lines) {
        for (String line : lines) zone.append(line).append('\n');
        return this;
    }

    /** @param body what is there; an address that begins with {@code https://} is led to */
    HosterNet page(String url, String body) {
        pages.put(url, body);
        return this;
    }

    /** A server that begins with TLS and greets. */
    HosterNet greets(int port, String greeting) throws IOException {
        var server = context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        ports.put(port, server.getLocalPort());
        open.add(server);
        Thread.ofVirtual().start(() -> greet(server, greeting));
        return this;
    }

    private static void greet(ServerSocket server, String greeting) {
        while (!server.isClosed())
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write((greeting + "\r\n").getBytes(US_ASCII));
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                // Whoever came has left, or the test is over.
            }
    }

    /** What was asked of web servers, with queries. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    Surroundings around() throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("net", certificate.own());
        return new Surroundings(
                new ScriptedResolver(zone.toString()), this::connect, new TlsClient(trusted), _ -> true, LIMIT);
    }

    private Socket connect(InetSocketAddress to, Duration limit) throws IOException {
        String address = to.getAddress().getHostAddress();
        boolean web = to.getPort() == 80 || to.getPort() == 443;
        Integer port = address.equals(web ? WEB : MAIL) ? ports.get(to.getPort()) : null;
        if (port == null) throw new ConnectException("Connection refused");
        var socket = new Socket();
        socket.connect(loopback(port), (int) limit.toMillis());
        return socket;
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : open) each.close();
    }
}
