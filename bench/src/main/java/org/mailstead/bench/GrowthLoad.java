package org.mailstead.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a mail program does in mailboxes of n, 5 n and 10 n messages, as a table: what grows faster than the mailbox
 * stands out. A smaller mailbox goes first, so that the server's compiler has seen every command.
 *
 * <p>The first SELECT is cold only on a server that was started after the mailboxes were filled: fill with
 * {@code only=fill}, start anew, then measure.
 */
final class GrowthLoad implements Measurement {
    private static final int[] TIMES = {1, 5, 10};

    /** Of a command that changes nothing, the middle one of so many counts. */
    private static final int ROUNDS = 3;

    /** Messages in one APPEND, which this server stores all or none. */
    private static final int AT_ONCE = 100;

    private final Map<String, double[]> rows = new LinkedHashMap<>();

    private record Step(String name, String command) {}

    private static final List<Step> READING = List.of(
            new Step("FETCH (UID FLAGS)", "FETCH 1:* (UID FLAGS)"),
            new Step("FETCH ENVELOPE", "FETCH 1:* ENVELOPE"),
            new Step("FETCH BODYSTRUCTURE", "FETCH 1:* (BODYSTRUCTURE)"),
            new Step("SEARCH UNSEEN", "SEARCH UNSEEN"),
            new Step("SEARCH FLAGGED", "SEARCH FLAGGED"),
            new Step("SEARCH SUBJECT", "SEARCH SUBJECT invoice"),
            new Step("SEARCH FROM", "SEARCH FROM writer5"),
            new Step("SEARCH HEADER X-Load", "SEARCH HEADER X-Load odd"),
            new Step("SORT ARRIVAL", "SORT (ARRIVAL) UTF-8 ALL"),
            new Step("SORT SUBJECT", "SORT (SUBJECT) UTF-8 ALL"),
            new Step("THREAD REFERENCES", "THREAD REFERENCES UTF-8 ALL"));

    @Override
    public void run(Settings settings) throws Exception {
        Demo.Login login = settings.demo().account(0);
        int base = settings.number("n", 10_000);
        int[] sizes = Arrays.stream(TIMES).map(times -> times * base).toArray();
        try (Imap imap = Imap.signIn(settings.demo(), login, settings.tls())) {
            fill(imap, settings.mail(1024), base / 10, login.address());
            for (int size : sizes) fill(imap, settings.mail(1024), size, login.address());
        }
        if (settings.only("fill")) return;
        try (Imap imap = Imap.signIn(settings.demo(), login, settings.tls())) {
            warmUp(imap, base / 10);
            rows.clear();
            Heap heap = new Heap(settings.number("pid", 0));
            for (int column = 0; column < sizes.length; column++) open(imap, heap, sizes[column], column);
            for (int column = 0; column < sizes.length; column++) measure(imap, sizes[column], column);
        }
        try (Imap imap = Imap.signIn(settings.demo(), login, settings.tls())) {
            imap.run("ENABLE QRESYNC");
            for (int column = 0; column < sizes.length; column++) change(imap, sizes[column], column);
        }
        print(sizes);
    }

    private static String mailbox(int messages) {
        return "load-growth-" + messages;
    }

    private static void fill(Imap imap, MailSource mail, int messages, String to) throws IOException {
        String mailbox = mailbox(messages);
        List<String> found = new ArrayList<>();
        imap.run("LIST \"\" " + mailbox, found::add);
        if (found.isEmpty()) imap.run("CREATE " + mailbox);
        int present = imap.messages(mailbox);
        long before = System.nanoTime();
        for (int from = present; from < messages; from += AT_ONCE) {
            List<byte[]> batch = new ArrayList<>();
            for (int i = from; i < Math.min(from + AT_ONCE, messages); i++) batch.add(mail.message(i, to));
            imap.appendAll(mailbox, batch);
        }
        double seconds = (System.nanoTime() - before) / 1e9;
        if (present < messages) {
            System.err.printf(Locale.ROOT, "%s: %.0f messages a second%n", mailbox, (messages - present) / seconds);
        }
    }

    /** Not for the figures: until the server's compiler has done its work. */
    private void warmUp(Imap imap, int messages) throws IOException {
        for (int i = 0; i < 2 * ROUNDS; i++) {
            imap.select(mailbox(messages));
            for (Step step : READING) imap.run(step.command());
            imap.run("STORE 1:* +FLAGS (\\Answered)");
            imap.run("STORE 1:* -FLAGS (\\Answered)");
        }
    }

    private void open(Imap imap, Heap heap, int messages, int column) throws IOException {
        long before = heap.bytes();
        time("SELECT (first)", column, imap, "SELECT " + mailbox(messages));
        long after = heap.bytes();
        if (after > 0) row("heap: bytes a message")[column] = (after - before) / (double) messages;
    }

    private void measure(Imap imap, int messages, int column) throws IOException {
        Step again = new Step("SELECT (again)", "SELECT " + mailbox(messages));
        for (Step step : withFirst(again)) {
            for (int i = 1; i < ROUNDS; i++) time(step.name(), column, imap, step.command());
            double[] millis = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                time(step.name(), column, imap, step.command());
                millis[i] = row(step.name())[column];
            }
            Arrays.sort(millis);
            row(step.name())[column] = millis[ROUNDS / 2];
        }
    }

    private static List<Step> withFirst(Step first) {
        List<Step> steps = new ArrayList<>(READING);
        steps.addFirst(first);
        return steps;
    }

    /** What changes the mailbox; the changed half is gone afterwards, and the next run fills it up again. */
    private void change(Imap imap, int messages, int column) throws IOException {
        Imap.Selected before = imap.select(mailbox(messages));
        time("STORE +FLAGS", column, imap, "STORE 1:* +FLAGS (\\Flagged)");
        time("STORE -FLAGS.SILENT", column, imap, "STORE 1:* -FLAGS.SILENT (\\Flagged)");
        imap.run("STORE 1:" + messages / 100 + " +FLAGS.SILENT (\\Answered)");
        imap.run("UNSELECT");
        time("SELECT QRESYNC, 1% changed", column, imap, qresync(messages, before));
        imap.run("STORE 1:* -FLAGS.SILENT (\\Answered)");
        imap.run("SEARCH RETURN (SAVE) HEADER X-Load odd");
        time("STORE $ +FLAGS.SILENT, half", column, imap, "STORE $ +FLAGS.SILENT (\\Deleted)");
        time("EXPUNGE, half", column, imap, "EXPUNGE");
        imap.run("UNSELECT");
        time("SELECT QRESYNC, half gone", column, imap, qresync(messages, before));
        imap.run("UNSELECT");
    }

    private static String qresync(int messages, Imap.Selected known) {
        return "SELECT %s (QRESYNC (%d %d))".formatted(mailbox(messages), known.uidValidity(), known.highestModSeq());
    }

    private void time(String name, int column, Imap imap, String command) throws IOException {
        long before = System.nanoTime();
        imap.run(command);
        row(name)[column] = Latencies.millis(System.nanoTime() - before);
    }

    private double[] row(String name) {
        return rows.computeIfAbsent(name, _ -> new double[TIMES.length]);
    }

    private void print(int[] sizes) {
        System.out.printf(Locale.ROOT, "%-30s%12d%12d%12d   ratios%n", "ms", sizes[0], sizes[1], sizes[2]);
        rows.forEach((name, row) -> System.out.printf(
                Locale.ROOT,
                "%-30s%12.1f%12.1f%12.1f   1 : %.1f : %.1f%n",
                name,
                row[0],
                row[1],
                row[2],
                row[1] / row[0],
                row[2] / row[0]));
    }
}
