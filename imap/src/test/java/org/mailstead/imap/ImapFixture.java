package org.mailstead.imap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordHashing;
import org.mailstead.directory.SignInSettings;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailStore;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.wire.Backends;
import org.mailstead.wire.Listener;
import org.mailstead.wire.Permits;
import org.mailstead.wire.SelfSigned;
import org.mailstead.wire.TlsServer;

/** An IMAP server over the memory engine, with one account, on a free loopback port. */
final class ImapFixture implements AutoCloseable {
    static final ImapLimits LIMITS = new ImapLimits(
            16 * 1024,
            4096,
            8192,
            1024 * 1024,
            50,
            1000,
            1000,
            Duration.ofSeconds(10),
            200,
            20,
            3,
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofMillis(300),
            Duration.ofSeconds(20));

    private static final TlsServer TLS = certificate();

    final MailStore mail;
    final Directory directory;
    final Listener listener;
    final WatchedStore store;
    final ImapServer server;

    ImapFixture() {
        this(LIMITS);
    }

    ImapFixture(ImapLimits limits) {
        this(limits, Path.of(System.getProperty("java.io.tmpdir")));
    }

    ImapFixture(ImapLimits limits, Path spool) {
        try {
            Clock clock = Clock.systemUTC();
            store = new WatchedStore(MemoryStore.withConflicts(clock, new Random(3), 0.1));
            var writer = new PartitionWriter(store, new Random(1));
            directory =
                    new Directory(store, writer, new PasswordHashing(PasswordHashing.Cost.CHEAP), clock, new Random(2));
            directory.addDomain("example.test");
            directory.addAccount(MailAddress.parse("ann@example.test").orElseThrow(), "secret-1234");
            mail = new MailStore(store, writer, clock);
            server = new ImapServer(
                    "mail.example.test",
                    directory,
                    directory.signIns(SignInSettings.STANDARD),
                    mail,
                    Backends.NONE,
                    TLS,
                    clock,
                    new Random(4),
                    spool,
                    limits);
            var port = new Listener.Port(
                    "imap", "imap", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null, "* BYE full\r\n");
            listener = Listener.open(port, new Permits(1000, 1000), server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TlsServer certificate() {
        try {
            Path folder = Files.createTempDirectory("imap-test");
            Path certificate = folder.resolve("cert.pem");
            Path key = folder.resolve("key.pem");
            SelfSigned.write(certificate, key, List.of("localhost"), Clock.systemUTC());
            return TlsServer.fromPem(certificate, key, Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MailAccount annsMail() {
        var ann = directory
                .account(MailAddress.parse("ann@example.test").orElseThrow())
                .orElseThrow();
        return mail.account(ann.id().value());
    }

    ImapClient connect() {
        return new ImapClient(listener.port());
    }

    ImapClient signedIn() {
        ImapClient client = connect();
        client.line();
        client.ok("LOGIN ann@example.test secret-1234");
        return client;
    }

    ImapClient inbox() {
        ImapClient client = signedIn();
        client.ok("SELECT INBOX");
        return client;
    }

    @Override
    public void close() {
        listener.close();
    }
}
