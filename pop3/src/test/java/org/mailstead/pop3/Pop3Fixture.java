package org.mailstead.pop3;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.mailstead.directory.Account;
import org.mailstead.directory.Directory;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordHashing;
import org.mailstead.directory.SignInSettings;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailStore;
import org.mailstead.mailbox.Mailbox;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.mailbox.MailboxView;
import org.mailstead.mailbox.PreparedMessage;
import org.mailstead.message.Spool;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;
import org.mailstead.wire.Listener;
import org.mailstead.wire.Permits;
import org.mailstead.wire.SelfSigned;
import org.mailstead.wire.TlsServer;

/** A POP3 server on loopback, with the account ann@example.test (password {@code ann-secret}). */
final class Pop3Fixture implements AutoCloseable {
    static final Actor TEST = new Actor("test", "", "");

    private final Path folder;
    private final MemoryStore store;
    private final MailStore mail;
    final Directory directory;
    final MailAccount ann;
    private final Pop3Server server;
    final Listener plain;
    final Listener tls;

    Pop3Fixture(Path folder) throws IOException {
        this(folder, Pop3Limits.STANDARD);
    }

    Pop3Fixture(Path folder, Pop3Limits limits) throws IOException {
        this.folder = folder;
        Clock clock = Clock.systemUTC();
        store = MemoryStore.withConflicts(clock, new Random(1), 0.2);
        var writer = new PartitionWriter(store, new Random(2));
        directory = new Directory(store, writer, new PasswordHashing(PasswordHashing.Cost.CHEAP), clock, new Random(3));
        directory.addDomain("example.test");
        Account account = directory.addAccount(MailAddress.of("ann@example.test"), "ann-secret");
        mail = new MailStore(store, writer, clock);
        ann = mail.account(account.id().value());
        Path certificate = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        SelfSigned.write(certificate, key, List.of("localhost"), clock);
        TlsServer secure = TlsServer.fromPem(certificate, key, Clock.systemUTC());
        server = new Pop3Server(directory, directory.signIns(SignInSettings.STANDARD), mail, secure, clock, limits);
        plain = Listener.open(port("pop3", null), new Permits(100, 100), server);
        tls = Listener.open(port("pop3s", secure), new Permits(100, 100), server);
    }

    /** A port that other addresses of this machine reach too. */
    Listener listenEverywhere() throws IOException {
        var everywhere = new InetSocketAddress(0);
        return Listener.open(
                new Listener.Port("pop3", "pop3.port", everywhere, null, Pop3Server.refusal()),
                new Permits(100, 100),
                server);
    }

    private static Listener.Port port(String name, @org.jspecify.annotations.Nullable TlsServer tls) {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new Listener.Port(name, "pop3." + name, any, tls, Pop3Server.refusal());
    }

    Mailbox inbox() {
        return ann.mailbox(MailboxName.INBOX).orElseThrow();
    }

    MailboxView view() {
        return ann.view(inbox().id());
    }

    /** Puts messages into the inbox, each given as ISO 8859-1. */
    void deliver(String... messages) throws IOException {
        for (String message : messages) {
            try (var spool = new Spool(folder)) {
                spool.write(message.getBytes(StandardCharsets.ISO_8859_1));
                ann.append(inbox().id(), mail.prepare(spool), FlagSet.NONE, Instant.EPOCH, TEST);
            }
        }
    }

    PreparedMessage prepared(String message) throws IOException {
        try (var spool = new Spool(folder)) {
            spool.write(message.getBytes(StandardCharsets.UTF_8));
            return mail.prepare(spool);
        }
    }

    /** What the server does once a day, as it would be done some time from now. */
    long expire(Duration later) {
        return Expiry.run(directory, mail, ann.now().plus(later));
    }

    /** Messages that differ in size: number <i>n</i> has <i>n</i> lines. */
    void deliverNumbered(int count) throws IOException {
        var messages = new ArrayList<String>();
        for (int n = 1; n <= count; n++) messages.add("Subject: " + n + "\r\n\r\n" + "line\r\n".repeat(n));
        deliver(messages.toArray(String[]::new));
    }

    void breakStore() {
        store.close();
    }

    Pop3Client connect() throws IOException {
        return new Pop3Client(plain.port());
    }

    Pop3Client signIn() throws IOException {
        Pop3Client client = connect();
        client.expect("+OK Mailstead is ready for POP3");
        client.send("USER ann@example.test", "PASS ann-secret");
        client.expect("+OK now the password");
        client.expectStart("+OK ");
        return client;
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("did not come true in 10 s");
            Thread.sleep(Duration.ofMillis(2));
        }
    }

    @Override
    public void close() {
        plain.close();
        tls.close();
        store.close();
    }
}
