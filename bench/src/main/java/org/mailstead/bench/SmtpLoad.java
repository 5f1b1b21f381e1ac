package org.mailstead.bench;

import java.util.Locale;

/** Messages a second that the server takes on its port for other servers, each for one account in turn. */
final class SmtpLoad implements Measurement {
    @Override
    public void run(Settings settings) throws Exception {
        Demo demo = settings.demo();
        MailSource mail = settings.mail(4096);
        int n = settings.number("n", 1000);
        int connections = settings.number("connections", 10);
        Latencies latencies = new Latencies();
        long nanos = Crowd.run(connections, (_, crowd) -> {
            try (Smtp smtp = new Smtp(demo)) {
                for (int i = crowd.take(n); i >= 0; i = crowd.take(n)) {
                    String to = demo.account(i).address();
                    byte[] message = mail.message(i, to);
                    long before = System.nanoTime();
                    smtp.deliver(to, message);
                    latencies.add(System.nanoTime() - before);
                }
            }
        });
        System.out.printf(
                Locale.ROOT,
                "smtp n=%d connections=%d size=%d messages_per_s=%.0f %s%n",
                n,
                connections,
                mail.size(),
                n / (nanos / 1e9),
                latencies.summary());
    }
}
