package org.mailstead.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a mail program does with one large mailbox, in milliseconds. */
final class SelectLoad implements Measurement {
    private static final String MAILBOX = "load-select";
    private static final List<String[]> COMMANDS = List.of(
            new String[] {"select", "SELECT " + MAILBOX},
            new String[] {"select_again", "SELECT " + MAILBOX},
            new String[] {"fetch_flags", "FETCH 1:* FLAGS"},
            new String[] {"fetch_envelope", "FETCH 1:* (UID ENVELOPE BODYSTRUCTURE)"},
            new String[] {"search_unseen", "SEARCH UNSEEN"},
            new String[] {"search_subject", "SEARCH SUBJECT invoice"},
            new String[] {"fetch_bodies", "FETCH 1:* (BODY.PEEK[])"});

    @Override
    public void run(Settings settings) throws Exception {
        Demo demo = settings.demo();
        int n = settings.number("n", 10_000);
        try (Imap imap = Imap.signIn(demo, demo.account(0), settings.tls())) {
            fill(imap, settings.mail(2048), n, demo.account(0).address());
            List<String> results = new ArrayList<>();
            for (String[] command : COMMANDS) {
                long received = imap.received();
                long before = System.nanoTime();
                imap.run(command[1]);
                double millis = Latencies.millis(System.nanoTime() - before);
                results.add(String.format(
                        Locale.ROOT,
                        "%s_ms=%.1f %s_kb=%d",
                        command[0],
                        millis,
                        command[0],
                        (imap.received() - received) >> 10));
            }
            System.out.printf(Locale.ROOT, "select n=%d %s%n", n, String.join(" ", results));
        }
    }

    /** Adds what is missing; a mailbox filled by an earlier run is used again. */
    private static void fill(Imap imap, MailSource mail, int n, String to) throws IOException {
        List<String> found = new ArrayList<>();
        imap.run("LIST \"\" " + MAILBOX, found::add);
        if (found.isEmpty()) imap.run("CREATE " + MAILBOX);
        for (int i = imap.select(MAILBOX).exists(); i < n; i++) imap.append(MAILBOX, mail.message(i, to));
    }
}
