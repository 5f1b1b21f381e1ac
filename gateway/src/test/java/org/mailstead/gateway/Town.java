package org.mailstead.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.testkit.MovableClock;

/** An imitated provider, a gateway before it, and ann, who has one account and passwords for two programs. */
final class Town implements AutoCloseable {
    static final String ANN = "ann@contoso.test";

    final MovableClock clock = new MovableClock("2026-11-28T12:00:00Z");
    final ImitatedTokens tokens = new ImitatedTokens(clock, new Random(7));
    final ImitatedMail mail;
    final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    final GatewayFolder folder;
    final Surroundings around;
    Gateway gateway;
    String password = "";

    Town(Path path) throws Exception {
        this(path, Habits.NONE);
    }

    Town(Path path, Habits habits) throws Exception {
        mail = new ImitatedMail(tokens, path);
        folder = new GatewayFolder(path.resolve("gateway"), KeyCost.CHEAP, new SecureRandom());
        around = surroundings(mail.outside());
        add(ANN, habits);
        gateway = start();
    }

    Surroundings surroundings(Outside outside) {
        return new Surroundings(tokens, outside, clock, new SecureRandom(), time -> {
            // The gateway's own looking round is not what is measured.
            if (time.equals(Gateway.LOOK_EVERY)) Thread.sleep(time);
            else pauses.add(time);
        });
    }

    private static GatewayAccount account(ImitatedMail mail, String address, Habits habits) {
        return new GatewayAccount(
                address,
                mail.servers(address),
                Optional.of(ImitatedProvider.oauth("https://login.imitated.test")),
                ImitatedTokens.CLIENT,
                habits);
    }

    /** As if somebody had signed in before. @return the password of the first program */
    void add(String address, Habits habits) throws Exception {
        folder.write(account(mail, address, habits));
        var vault = folder.vault(address);
        var key = vault.begin(new Secrets(
                Secrets.Kind.REFRESH_TOKEN, tokens.grant(address), "", address, clock.instant(), clock.instant()));
        password = LocalPassword.make(new SecureRandom());
        vault.add(key, "mutt", password);
    }

    Gateway start() throws Exception {
        return start(around);
    }

    Gateway start(Surroundings with) throws Exception {
        return Gateway.open(
                folder,
                new Gateway.Ports(
                        List.of(InetAddress.ofLiteral("127.0.0.1")),
                        Map.of(Protocol.IMAP, 0, Protocol.POP3, 0, Protocol.SMTP, 0)),
                with);
    }

    /** Again, with the account as it is in the folder. */
    void restart(Surroundings with) throws Exception {
        gateway.close();
        gateway = start(with);
    }

    Program program(Protocol protocol) throws IOException {
        return new Program(connect(protocol));
    }

    Socket connect(Protocol protocol) throws IOException {
        int port = Objects.requireNonNull(gateway.ports().get(protocol));
        var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    @Override
    public void close() {
        gateway.close();
        mail.close();
    }

    /** A mail program, line by line. */
    static final class Program implements AutoCloseable {
        private Socket socket;
        private BufferedReader in;

        Program(Socket socket) throws IOException {
            this.socket = socket;
            in = reader(socket);
        }

        private static BufferedReader reader(Socket socket) throws IOException {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }

        String line() throws IOException {
            return Objects.requireNonNullElse(in.readLine(), "(closed)");
        }

        /** So many characters. */
        String take(int count) throws IOException {
            char[] taken = new char[count];
            int length = 0;
            while (length < count) {
                int more = in.read(taken, length, count - length);
                if (more < 0) return new String(taken, 0, length) + "(closed)";
                length += more;
            }
            return new String(taken);
        }

        /** All lines up to and with one that begins so. */
        List<String> until(String beginning) throws IOException {
            var lines = new ArrayList<String>();
            do {
                lines.add(line());
            } while (!isLast(lines.getLast(), beginning));
            return lines;
        }

        /** A dot ends an answer of POP3 only if nothing stands behind it. */
        private static boolean isLast(String line, String beginning) {
            boolean found = beginning.equals(".") ? line.equals(".") : line.startsWith(beginning);
            return found || line.equals("(closed)");
        }

        String ask(String command) throws IOException {
            send(command + "\r\n");
            return line();
        }

        List<String> ask(String command, String beginning) throws IOException {
            send(command + "\r\n");
            return until(beginning);
        }

        /** Goes over to TLS, whoever it is. */
        void tls() throws Exception {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            var secure = context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
            ((javax.net.ssl.SSLSocket) secure).startHandshake();
            socket = secure;
            in = reader(secure);
        }

        Socket socket() {
            return socket;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
