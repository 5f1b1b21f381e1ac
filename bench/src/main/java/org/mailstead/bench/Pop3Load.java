package org.mailstead.bench;

import java.io.IOException;
import java.util.Locale;

/** Draining an inbox over POP3, without deleting. */
final class Pop3Load implements Measurement {
    @Override
    public void run(Settings settings) throws Exception {
        Demo demo = settings.demo();
        MailSource mail = settings.mail(4096);
        int n = settings.number("n", 500);
        Demo.Login login = demo.account(0);
        try (Imap imap = Imap.signIn(demo, login, settings.tls())) {
            for (int i = 0; i < n; i++) imap.append("INBOX", mail.message(i, login.address()));
        }
        int port = settings.tls() ? demo.pop3().tls() : demo.pop3().starttls();
        try (Talk talk = new Talk(demo.host(), port, settings.tls())) {
            talk.expect("+OK");
            talk.ask("USER " + login.address(), "+OK");
            long before = System.nanoTime();
            talk.ask("PASS " + login.password(), "+OK");
            int count = Integer.parseInt(talk.ask("STAT", "+OK").split(" ")[1]);
            talk.ask("UIDL", "+OK");
            passOver(talk);
            double signedIn = Latencies.millis(System.nanoTime() - before);
            long bytes = talk.received();
            long retrieving = System.nanoTime();
            for (int i = 1; i <= count; i++) {
                talk.ask("RETR " + i, "+OK");
                passOver(talk);
            }
            double seconds = (System.nanoTime() - retrieving) / 1e9;
            talk.ask("QUIT", "+OK");
            System.out.printf(
                    Locale.ROOT,
                    "pop3 n=%d pass_stat_uidl_ms=%.1f retr_per_s=%.0f mb_per_s=%.1f%n",
                    count,
                    signedIn,
                    count / seconds,
                    (talk.received() - bytes) / 1e6 / seconds);
        }
    }

    private static void passOver(Talk talk) throws IOException {
        while (!talk.line().equals(".")) {
            // Only the end of the answer matters.
        }
    }
}
