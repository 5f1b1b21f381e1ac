package org.mailstead.bench;

import java.util.Locale;

/** How long after the last byte of a message a client that idles in the inbox hears of it. */
final class IdleLoad implements Measurement {
    @Override
    public void run(Settings settings) throws Exception {
        Demo demo = settings.demo();
        MailSource mail = settings.mail(4096);
        int n = settings.number("n", 200);
        Demo.Login login = demo.account(0);
        Latencies latencies = new Latencies();
        try (Imap imap = Imap.signIn(demo, login, settings.tls());
                Smtp smtp = new Smtp(demo)) {
            imap.run("SELECT INBOX");
            String idle = imap.beginIdle();
            for (int i = 0; i < n; i++) {
                byte[] message = mail.message(i, login.address());
                long before = System.nanoTime();
                smtp.deliver(login.address(), message);
                imap.awaitExists();
                latencies.add(System.nanoTime() - before);
            }
            imap.endIdle(idle);
        }
        System.out.printf(Locale.ROOT, "idle n=%d size=%d %s%n", n, mail.size(), latencies.summary());
    }
}
