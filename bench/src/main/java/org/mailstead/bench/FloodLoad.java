package org.mailstead.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Wrong passwords from many addresses, and what others notice of them: who is signed in and reads, and who signs in with the right
 * password. Everything stays on this machine: the addresses are 127.1.0.1 and following.
 */
final class FloodLoad implements Measurement {
    private static final int READERS = 4;

    /** A person's program connects anew so often; quicker would measure itself. */
    private static final Duration BETWEEN_SIGN_INS = Duration.ofMillis(50);

    /** Tries of one connection, before the server ends it. */
    private static final int TRIES = 3;

    @Override
    public void run(Settings settings) throws Exception {
        Demo demo = settings.demo();
        int seconds = settings.number("seconds", 10);
        int connections = settings.number("connections", 100);
        for (int round = 0; round < settings.number("rounds", 2); round++) {
            measure(demo, settings, seconds, 0);
            measure(demo, settings, seconds, connections);
        }
    }

    private static void measure(Demo demo, Settings settings, int seconds, int attackers) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        BooleanSupplier goesOn = () -> System.nanoTime() < end;
        Latencies reading = new Latencies();
        Latencies signingIn = new Latencies();
        AtomicInteger guesses = new AtomicInteger();
        Crowd.run(READERS + 1 + attackers, (number, _) -> {
            if (number < READERS) read(demo, demo.account(number), settings.tls(), goesOn, reading);
            else if (number == READERS) signIn(demo, demo.account(0), settings.tls(), goesOn, signingIn);
            else guess(demo, number, goesOn, guesses);
        });
        System.out.printf(
                Locale.ROOT,
                "flood attackers=%d guesses_per_s=%.0f reading_n=%d reading %s signin_n=%d signin %s%n",
                attackers,
                guesses.get() / (double) seconds,
                reading.count(),
                reading.summary(),
                signingIn.count(),
                signingIn.summary());
    }

    private static void read(Demo demo, Demo.Login login, boolean tls, BooleanSupplier goesOn, Latencies latencies)
            throws IOException {
        try (Imap imap = Imap.signIn(demo, login, tls)) {
            imap.select("INBOX");
            while (goesOn.getAsBoolean()) {
                long before = System.nanoTime();
                imap.run("STATUS Sent (MESSAGES UNSEEN)");
                imap.run("NOOP");
                latencies.add(System.nanoTime() - before);
            }
        }
    }

    private static void signIn(Demo demo, Demo.Login login, boolean tls, BooleanSupplier goesOn, Latencies latencies)
            throws IOException, InterruptedException {
        while (goesOn.getAsBoolean()) {
            long before = System.nanoTime();
            try (Imap imap = Imap.signIn(demo, login, tls)) {
                latencies.add(System.nanoTime() - before);
                imap.run("LOGOUT");
            }
            Thread.sleep(BETWEEN_SIGN_INS);
        }
    }

    /** Each guess is another one, at whichever account; what the server says to it does not matter. */
    private static void guess(Demo demo, int attacker, BooleanSupplier goesOn, AtomicInteger guesses)
            throws IOException {
        InetAddress from = InetAddress.getByAddress(new byte[] {127, 1, (byte) (attacker >> 8), (byte) (attacker + 1)});
        while (goesOn.getAsBoolean()) {
            try (Talk talk = new Talk(demo.host(), demo.imap().starttls(), null, from)) {
                talk.expect("* ");
                for (int i = 0; i < TRIES && goesOn.getAsBoolean(); i++) {
                    int guess = guesses.incrementAndGet();
                    String address = demo.account(guess).address();
                    talk.write("a LOGIN " + address + " guess" + guess + "-" + attacker + "\r\n")
                            .send();
                    while (!talk.line().startsWith("a ")) {
                        // An alert, or a greeting that came late.
                    }
                }
            } catch (IOException e) {
                // Thrown out, as it should be: the next connection.
                Thread.onSpinWait();
            }
        }
    }
}
