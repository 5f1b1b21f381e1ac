package org.mailstead.bench;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.mailstead.dns.ScriptedResolver;
import org.mailstead.ladder.Attempt;
import org.mailstead.ladder.Credential;
import org.mailstead.ladder.Evidence;
import org.mailstead.ladder.Ladder;
import org.mailstead.ladder.Outside;
import org.mailstead.ladder.Times;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;
import org.mailstead.testkit.Caller;
import org.mailstead.testkit.MadeUpAccounts;
import org.mailstead.testkit.MadeUpImap;
import org.mailstead.testkit.MadeUpSmtp;
import org.mailstead.testkit.MailHosts;
import org.mailstead.wire.Dialer;

/**
 * How long an examination takes, with the limits that people have: before servers that are well, and before those that take all the time
 * they can get. And what each takes of the heap, while many are in the middle of it.
 */
final class LadderLoad implements Measurement {
    private static final String HOST = "mail.example.org";
    private static final String ANN = "ann@example.org";
    private static final int[] PORTS = {993, 143, 995, 110, 465, 587, 25, 2525};

    /** Into an examination, by when all ports of all of them are open and none is over. */
    private static final Duration MIDDLE = Duration.ofSeconds(4);

    private static final MailHosts.Service SILENT = Caller::waitForTheEnd;

    @Override
    public void run(Settings settings) throws Exception {
        int n = settings.number("n", 20);
        times("healthy", n, LadderLoad::healthy, false);
        Map<String, World> slow = new LinkedHashMap<>();
        slow.put("silent", host -> everywhere(host, SILENT));
        slow.put("swallowed", host -> host.others(new MailHosts.Door.Swallows()));
        slow.put("endless-greeting", host -> everywhere(host, LadderLoad::greetForEver));
        slow.put("byte-by-byte", host -> everywhere(host, LadderLoad::byteByByte));
        slow.put("hanging-handshake", host -> everywhere(host, LadderLoad::hangInTheHandshake));
        slow.put("hanging-sign-in", LadderLoad::hangInSigningIn);
        int rounds = settings.number("rounds", 1);
        for (var each : slow.entrySet()) times(each.getKey(), rounds, each.getValue(), true);
        memory(settings.number("connections", 50));
    }

    /** What a host does. */
    private interface World {
        void make(MailHosts.Host host);
    }

    private static void healthy(MailHosts.Host host) {
        var accounts = new MadeUpAccounts().let(ANN, "secret");
        var imap = new MadeUpImap().accounts(accounts);
        var smtp = new MadeUpSmtp().accounts(accounts);
        host.imaps(imap).imap(imap).smtps(smtp).submission(smtp);
    }

    private static void everywhere(MailHosts.Host host, MailHosts.Service service) {
        for (int port : PORTS) host.port(port, service);
    }

    private static void hangInSigningIn(MailHosts.Host host) {
        healthy(host);
        host.imaps(caller -> {
            caller.say("* OK ready");
            for (String line = caller.hear(); line != null; line = caller.hear()) {
                if (line.contains("AUTHENTICATE") || line.contains("LOGIN")) caller.waitForTheEnd();
                else {
                    caller.say("* CAPABILITY IMAP4rev1 AUTH=PLAIN");
                    caller.say(line.split(" ", 2)[0] + " OK done");
                }
            }
        });
    }

    private static void greetForEver(Caller caller) throws IOException {
        byte[] piece = "220-more is to come\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        while (true) caller.raw(piece);
    }

    private static void byteByByte(Caller caller) throws IOException {
        for (int i = 0; i < 100; i++) {
            caller.raw(new byte[] {(byte) (i < 4 ? "220-".charAt(i) : 'x')});
            pause(Duration.ofMillis(500));
        }
    }

    private static void hangInTheHandshake(Caller caller) throws IOException {
        caller.hear(5);
        caller.waitForTheEnd();
    }

    private static void pause(Duration time) throws IOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** As the network is where nothing comes back: the made-up one says so at once. */
    private static Dialer.Way slowly(MailHosts hosts) {
        return (to, limit) -> {
            try {
                return hosts.connect(to, limit);
            } catch (SocketTimeoutException e) {
                pause(limit);
                throw e;
            }
        };
    }

    private static Outside outside(MailHosts hosts) {
        return new Outside(
                new ScriptedResolver(hosts.zone()),
                slowly(hosts),
                Optional.of(hosts.roots()),
                Outside::isPublic,
                Clock.systemUTC(),
                Times.STANDARD,
                Outside.Surface.BARE,
                Optional.empty());
    }

    private static Evidence climb(MailHosts hosts) {
        var set = List.of(
                new MailServer(Protocol.IMAP, HOST, 993, Security.TLS, ANN),
                new MailServer(Protocol.SMTP, HOST, 587, Security.STARTTLS, ANN));
        var attempt = new Attempt(ANN, set, Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), "");
        return Ladder.climb(attempt, Optional.of(new Credential.Password("secret")), outside(hosts));
    }

    private static void times(String kind, int rounds, World world, boolean slow) throws IOException {
        var latencies = new Latencies();
        try (var hosts = new MailHosts(Clock.systemUTC().instant())) {
            hosts.record("example.org MX 10 " + HOST);
            world.make(hosts.host(HOST));
            // The first one also reads the certificates that are trusted, and its code is not compiled.
            if (!slow) climb(hosts);
            for (int i = 0; i < rounds; i++) {
                long began = System.nanoTime();
                climb(hosts);
                latencies.add(System.nanoTime() - began);
            }
        }
        System.out.printf(Locale.ROOT, "ladder kind=%s n=%d %s%n", kind, rounds, latencies.summary());
    }

    private static void memory(int many) throws Exception {
        try (var hosts = new MailHosts(Clock.systemUTC().instant());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            hosts.record("example.org MX 10 " + HOST);
            everywhere(hosts.host(HOST), SILENT);
            climb(hosts);
            long before = heap();
            var done = new CountDownLatch(many);
            for (int i = 0; i < many; i++)
                threads.execute(() -> {
                    climb(hosts);
                    done.countDown();
                });
            Thread.sleep(MIDDLE);
            long within = heap();
            done.await();
            // For what was broken off to come to its end.
            Thread.sleep(MIDDLE);
            System.out.printf(
                    Locale.ROOT,
                    "ladder kind=memory n=%d heap_bytes_each=%d left_bytes_each=%d%n",
                    many,
                    (within - before) / many,
                    (heap() - before) / many);
        }
    }

    /** What is left in use; what ends in the first collection may keep other things until the second. */
    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
