package org.mailstead.bench;

import java.io.IOException;
import java.util.Locale;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Signing in over TLS, a connection for each. The first time a password is shown its hash has to be made; later it is
 * known for a while.
 */
final class SignInLoad implements Measurement {
    @Override
    public void run(Settings settings) throws Exception {
        Demo demo = settings.demo();
        int connections = settings.number("connections", 4);
        int n = settings.number("n", 1000);
        SSLContext shared = Talk.trustingAnyone();
        run("first", demo, connections, demo.accounts().size(), () -> shared);
        for (int round = 0; round < settings.number("rounds", 3); round++) {
            run("new_session", demo, connections, n, Talk::trustingAnyone);
            run("session_again", demo, connections, n, () -> shared);
        }
    }

    private static void run(String kind, Demo demo, int connections, int n, Supplier<SSLContext> context)
            throws Exception {
        Latencies latencies = new Latencies();
        long nanos = Crowd.run(connections, (number, crowd) -> {
            for (int i = crowd.take(n); i >= 0; i = crowd.take(n)) {
                long before = System.nanoTime();
                once(demo, demo.account(i), context.get());
                latencies.add(System.nanoTime() - before);
            }
        });
        System.out.printf(
                Locale.ROOT, "signin tls=%s n=%d per_s=%.0f %s%n", kind, n, n / (nanos / 1e9), latencies.summary());
    }

    private static void once(Demo demo, Demo.Login login, SSLContext context) throws IOException {
        try (Imap imap = Imap.signIn(new Talk(demo.host(), demo.imap().tls(), context, null), login)) {
            imap.run("LOGOUT");
        }
    }
}
