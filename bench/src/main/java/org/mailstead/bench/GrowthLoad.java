package org.mailstead.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a mail program does in mailboxes of n, 5 n and 10 n messages, as a table: what grows faster than the mailbox
 * stands out. With {@code peer=FILE} another server does the same, each command right after ours, so that what else the
 * machine does falls on both. Of all rounds the shortest time counts, the one that was disturbed least.
 *
 * <p>The first SELECT is cold only on a server that was started after the mailboxes were filled: fill with
 * {@code only=fill}, start anew, then measure.
 */
final class GrowthLoad implements Measurement {
    private static final int[] TIMES = {1, 5, 10};

    /** Messages in one APPEND, which this server stores all or none. */
    private static final int AT_ONCE = 100;

    /** Before the first time counts: until the server's compiler has seen every command. */
    private static final int WARMING = 30;

    private static final String SCRATCH = "load-growth-scratch";

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
            new Step("SEARCH BODY", "SEARCH BODY tomorrow"),
            new Step("SORT ARRIVAL", "SORT (ARRIVAL) UTF-8 ALL"),
            new Step("SORT SUBJECT", "SORT (SUBJECT) UTF-8 ALL"),
            new Step("SORT FROM DATE", "SORT (FROM REVERSE DATE) UTF-8 ALL"),
            new Step("THREAD REFERENCES", "THREAD REFERENCES UTF-8 ALL"),
            new Step("THREAD REFS", "THREAD REFS UTF-8 ALL"),
            new Step("THREAD ORDEREDSUBJECT", "THREAD ORDEREDSUBJECT UTF-8 ALL"));

    /** One server under measurement: its connections and its times. */
    private record Side(String name, Demo demo, Demo.Login login, GrowthTable table, Heap heap) {
        Side(String name, Demo demo, Demo.Login login, Heap heap) {
            this(name, demo, login, new GrowthTable(TIMES.length), heap);
        }

        Imap signIn(Settings settings) throws IOException {
            return Imap.signIn(demo, login, settings.tls());
        }
    }

    @Override
    public void run(Settings settings) throws Exception {
        int base = settings.number("n", 10_000);
        int rounds = settings.number("rounds", 5);
        int[] sizes = Arrays.stream(TIMES).map(times -> times * base).toArray();
        List<Side> sides = sides(settings);
        for (Side side : sides) fill(side, settings, sizes);
        if (settings.only("fill")) return;
        List<Imap> readers = new ArrayList<>();
        for (Side side : sides) readers.add(side.signIn(settings));
        for (int s = 0; s < sides.size(); s++) {
            warmUp(readers.get(s), base / 10);
            for (int column = 0; column < sizes.length; column++)
                open(sides.get(s), readers.get(s), sizes[column], column);
        }
        for (int round = 0; round < rounds; round++) {
            for (int column = 0; column < sizes.length; column++) read(sides, readers, sizes[column], column);
            for (int column = 0; column < sizes.length; column++) {
                for (Side side : sides) change(side, settings, sizes[column], column);
            }
        }
        for (Imap reader : readers) reader.close();
        for (Side side : sides) side.table().print(side.name(), sizes);
        if (sides.size() > 1) sides.getFirst().table().printAgainst(sides.get(1).table(), sizes);
    }

    private static List<Side> sides(Settings settings) throws IOException {
        List<Side> sides = new ArrayList<>();
        Demo own = settings.demo();
        sides.add(new Side("ms", own, own.account(0), new Heap(settings.number("pid", 0))));
        Demo peer = settings.peer();
        if (peer != null) sides.add(new Side("ms (peer)", peer, peer.account(0), new Heap(0)));
        return sides;
    }

    private static String mailbox(int messages) {
        return "load-growth-" + messages;
    }

    private static void fill(Side side, Settings settings, int[] sizes) throws IOException {
        MailSource mail = settings.mail(1024);
        try (Imap imap = side.signIn(settings)) {
            fill(imap, mail, sizes[0] / 10, side.login().address());
            for (int size : sizes) fill(imap, mail, size, side.login().address());
        }
    }

    private static void fill(Imap imap, MailSource mail, int messages, String to) throws IOException {
        String mailbox = mailbox(messages);
        if (!imap.has(mailbox)) imap.run("CREATE " + mailbox);
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

    private static void warmUp(Imap imap, int messages) throws IOException {
        for (int i = 0; i < WARMING; i++) {
            imap.select(mailbox(messages));
            for (Step step : READING) imap.run(step.command());
            imap.run("STORE 1:* +FLAGS (\\Answered)");
            imap.run("STORE 1:* -FLAGS (\\Answered)");
        }
    }

    private static void open(Side side, Imap imap, int messages, int column) throws IOException {
        long before = side.heap().bytes();
        time(side, "SELECT (first)", column, imap, "SELECT " + mailbox(messages));
        long after = side.heap().bytes();
        if (after > 0) side.table().add("heap: bytes a message", column, (after - before) / (double) messages);
    }

    private static void read(List<Side> sides, List<Imap> imaps, int messages, int column) throws IOException {
        List<Step> steps = new ArrayList<>(READING);
        steps.addFirst(new Step("SELECT (again)", "SELECT " + mailbox(messages)));
        for (Step step : steps) {
            for (int s = 0; s < sides.size(); s++)
                time(sides.get(s), step.name(), column, imaps.get(s), step.command());
        }
    }

    /** What changes a mailbox, on a copy of it. */
    private static void change(Side side, Settings settings, int messages, int column) throws IOException {
        try (Imap imap = side.signIn(settings)) {
            imap.run("ENABLE QRESYNC");
            if (imap.has(SCRATCH)) imap.run("DELETE " + SCRATCH);
            imap.run("CREATE " + SCRATCH);
            imap.select(mailbox(messages));
            time(side, "COPY 1:*", column, imap, "COPY 1:* " + SCRATCH);
            imap.select(SCRATCH);
            time(side, "STORE +FLAGS", column, imap, "STORE 1:* +FLAGS (\\Flagged)");
            time(side, "STORE -FLAGS.SILENT", column, imap, "STORE 1:* -FLAGS.SILENT (\\Flagged)");
            // The next SELECT begins where the two above are over, or all would have changed.
            imap.run("UNSELECT");
            Imap.Selected before = imap.select(SCRATCH);
            imap.run("STORE 1:" + messages / 100 + " +FLAGS.SILENT (\\Answered)");
            imap.run("UNSELECT");
            time(side, "SELECT QRESYNC, 1% changed", column, imap, qresync(before));
            imap.run("SEARCH RETURN (SAVE) HEADER X-Load odd");
            time(side, "STORE $ +FLAGS.SILENT, half", column, imap, "STORE $ +FLAGS.SILENT (\\Deleted)");
            time(side, "EXPUNGE, half", column, imap, "EXPUNGE");
            imap.run("UNSELECT");
            time(side, "SELECT QRESYNC, half gone", column, imap, qresync(before));
            imap.run("UNSELECT");
            time(side, "DELETE of the mailbox", column, imap, "DELETE " + SCRATCH);
        }
    }

    private static String qresync(Imap.Selected known) {
        return "SELECT %s (QRESYNC (%d %d))".formatted(SCRATCH, known.uidValidity(), known.highestModSeq());
    }

    private static void time(Side side, String name, int column, Imap imap, String command) throws IOException {
        long before = System.nanoTime();
        imap.run(command);
        side.table().add(name, column, Latencies.millis(System.nanoTime() - before));
    }
}
