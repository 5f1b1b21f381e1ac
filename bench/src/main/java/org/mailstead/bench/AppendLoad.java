package org.mailstead.bench;

import java.util.Locale;

/** Messages a second by IMAP APPEND, each connection into the inbox of an account of its own as far as there are. */
final class AppendLoad implements Measurement {
    @Override
    public void run(Settings settings) throws Exception {
        Demo demo = settings.demo();
        MailSource mail = settings.mail(4096);
        int n = settings.number("n", 1000);
        int connections = settings.number("connections", 4);
        Latencies latencies = new Latencies();
        long nanos = Crowd.run(connections, (number, crowd) -> {
            Demo.Login login = demo.account(number);
            try (Imap imap = Imap.signIn(demo, login, settings.tls())) {
                for (int i = crowd.take(n); i >= 0; i = crowd.take(n)) {
                    byte[] message = mail.message(i, login.address());
                    long before = System.nanoTime();
                    imap.append("INBOX", message);
                    latencies.add(System.nanoTime() - before);
                }
            }
        });
        System.out.printf(
                Locale.ROOT,
                "append n=%d connections=%d size=%d messages_per_s=%.0f %s%n",
                n,
                connections,
                mail.size(),
                n / (nanos / 1e9),
                latencies.summary());
    }
}
