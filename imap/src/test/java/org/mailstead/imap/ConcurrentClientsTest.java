package org.mailstead.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.MailboxName;

/**
 * Clients of several kinds work on one mailbox at the same time. What each is told must fit what it was told before, and
 * when all have come to rest, all believe the same, which is the truth. No seed makes the same run twice here.
 */
class ConcurrentClientsTest {
    private static final int COMMANDS = 120;
    private static final List<String> FLAGS = List.of("\\Seen", "\\Flagged", "\\Deleted", "$Work");

    private static final class Client {
        private final ImapClient connection;
        private final Belief belief;
        private final boolean modSeqs;
        private final Random random;

        Client(ImapFixture fixture, String enabled, long seed) {
            connection = fixture.signedIn();
            belief = new Belief(enabled.contains("UIDONLY"));
            modSeqs = enabled.contains("CONDSTORE") || enabled.contains("QRESYNC");
            random = new Random(seed);
            if (!enabled.isEmpty()) connection.ok("ENABLE " + enabled);
            run("SELECT INBOX", true);
            learn();
        }

        Void work() {
            for (int i = 0; i < COMMANDS; i++) act();
            return null;
        }

        private void run(String command, boolean expungeAllowed) {
            List<String> all = connection.command(command);
            for (String line : all.subList(0, all.size() - 1)) {
                if (line.startsWith("* OK [COPYUID")) continue;
                assertThat(belief.hear(line, expungeAllowed))
                        .as("%s: %s", command, line)
                        .isTrue();
            }
            assertThat(all.getLast()).as(command).startsWith("a OK");
        }

        private void learn() {
            if (belief.messages.isEmpty()) return;
            run("UID FETCH 1:* (FLAGS" + (modSeqs ? " MODSEQ)" : ")"), true);
        }

        private void act() {
            // Whoever is told of UIDs that vanish must know which message has which. RFC 7162 §3.2.10.
            while (belief.messages.stream().anyMatch(message -> message.uid == 0)) learn();
            int count = belief.messages.size();
            String flag = FLAGS.get(random.nextInt(FLAGS.size()));
            if (count < 3 || random.nextInt(4) == 0) {
                run("APPEND INBOX (" + flag + ") {12+}\r\nSubject: x\r\n", true);
                return;
            }
            int number = 1 + random.nextInt(count);
            int uid = belief.messages.get(number - 1).uid;
            char how = "+-".charAt(random.nextInt(2));
            switch (random.nextInt(7)) {
                case 0, 1 -> run("UID STORE " + uid + ":* " + how + "FLAGS (" + flag + ")", true);
                case 2 -> {
                    if (!belief.uidOnly) run("STORE " + number + " " + how + "FLAGS (" + flag + ")", false);
                }
                case 3 -> run("EXPUNGE", true);
                case 4 -> run("UID EXPUNGE " + uid, true);
                case 5 -> run("UID MOVE " + uid + " Archive", true);
                default -> run("NOOP", true);
            }
        }

        private TreeMap<Integer, Set<String>> restingBelief() {
            run("NOOP", true);
            learn();
            var all = new TreeMap<Integer, Set<String>>();
            for (Belief.Message message : belief.messages) {
                assertThat(message.flags).as("flags of UID %d", message.uid).isNotNull();
                all.put(message.uid, message.flags);
            }
            return all;
        }
    }

    @Test
    void comeToBelieveTheSame() throws Exception {
        try (var fixture = new ImapFixture();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var clients = new ArrayList<Client>();
            for (String enabled : List.of("", "IMAP4rev2", "CONDSTORE", "QRESYNC", "UIDONLY", "UIDONLY QRESYNC")) {
                clients.add(new Client(fixture, enabled, clients.size()));
            }
            var work =
                    clients.stream().<Callable<Void>>map(client -> client::work).toList();
            for (var done : threads.invokeAll(work)) done.get();
            TreeMap<Integer, Set<String>> truth = truth(fixture);
            for (Client client : clients) {
                assertThat(client.restingBelief()).isEqualTo(truth);
                client.connection.close();
            }
        }
    }

    private static TreeMap<Integer, Set<String>> truth(ImapFixture fixture) {
        var mail = fixture.annsMail();
        var inbox = mail.mailbox(MailboxName.INBOX).orElseThrow();
        var view = mail.view(inbox.id());
        var all = new TreeMap<Integer, Set<String>>();
        for (int i = 0; i < view.size(); i++) {
            all.put(view.uid(i), new TreeSet<>(FlagSet.names(view.flags(i), view.keywords())));
        }
        return all;
    }
}
