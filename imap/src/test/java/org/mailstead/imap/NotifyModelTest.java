package org.mailstead.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.directory.MailAddress;

/** A client that only listens knows in the end what one that asks is told, whatever others did. RFC 5465 §5. */
class NotifyModelTest {
    private static final String EVENTS = "(MessageNew MessageExpunge FlagChange MailboxName SubscriptionChange)";
    private static final Pattern LIST =
            Pattern.compile("\\* LIST \\(([^)]*)\\) \"/\" (\\S+)(?: \\(\"OLDNAME\" \\((\\S+)\\)\\))?");
    private static final Pattern STATUS = Pattern.compile("\\* STATUS (\\S+) \\(MESSAGES (\\d+) .*UNSEEN (\\d+).*");
    private static final List<String> NAMES = List.of("A", "B", "C", "A/B", "A/C", "B/A", "B/A/C", "Sent", "INBOX");
    private static final List<String> RIGHTS = List.of("lr", "l", "r", "lrswipkxtea", "");

    /** What one client believes. */
    private record Known(Set<String> names, Set<String> subscribed, Set<String> closed, Map<String, String> counts) {
        Known() {
            this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeMap<>());
        }

        void hear(String line) {
            Matcher status = STATUS.matcher(line);
            if (status.matches()) counts.put(status.group(1), status.group(2) + "/" + status.group(3));
            Matcher list = LIST.matcher(line);
            if (!list.matches()) return;
            String name = list.group(2);
            Set<String> attributes = Set.of(list.group(1).split(" "));
            String old = list.group(3);
            // INBOX stays when it is renamed.
            if (old != null && !old.equals("INBOX")) move(old, name);
            if (attributes.contains("\\NonExistent") || attributes.contains("\\Noselect")) names.remove(name);
            else names.add(name);
            if (attributes.contains("\\Subscribed")) subscribed.add(name);
            else subscribed.remove(name);
            if (attributes.contains("\\NoAccess") && names.contains(name)) closed.add(name);
            else closed.remove(name);
            if (closed.contains(name) || !names.contains(name)) counts.remove(name);
        }

        private void move(String from, String to) {
            for (Set<String> set : List.of(names, closed)) {
                for (String each : Set.copyOf(set)) {
                    if (isIn(each, from) && set.remove(each)) set.add(to + each.substring(from.length()));
                }
            }
            for (String each : Set.copyOf(counts.keySet())) {
                if (isIn(each, from)) counts.put(to + each.substring(from.length()), counts.remove(each));
            }
        }

        private static boolean isIn(String name, String top) {
            return name.equals(top) || name.startsWith(top + "/");
        }
    }

    /** How it is, by asking. */
    private static Known asked(ImapClient client) {
        var known = new Known();
        for (String line : client.ok("LIST \"\" * RETURN (SUBSCRIBED)")) {
            // A level without a mailbox is nothing that could be told.
            if (!line.contains("\\NonExistent")) known.hear(line);
        }
        for (String line : client.ok("LIST (SUBSCRIBED) \"\" *")) {
            Matcher list = LIST.matcher(line);
            if (list.matches()) known.subscribed.add(list.group(2));
        }
        for (String name : known.names) {
            List<String> told = client.command("STATUS " + name + " (MESSAGES UNSEEN)");
            if (told.getLast().startsWith("a OK")) known.hear(told.getFirst());
            else known.closed.add(name);
        }
        return known;
    }

    private static void step(Random random, ImapClient client, boolean sharing) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        String other = NAMES.get(random.nextInt(NAMES.size()));
        switch (random.nextInt(sharing ? 9 : 7)) {
            case 0 -> client.command("CREATE " + name);
            case 1 -> client.command("DELETE " + name);
            case 2 -> client.command("RENAME " + name + " " + other);
            case 3 -> client.command((random.nextBoolean() ? "SUBSCRIBE " : "UNSUBSCRIBE ") + name);
            case 4 -> client.append(name, random.nextBoolean() ? "(\\Seen)" : "", "A: b\n\nc\n");
            case 5 -> {
                if (!client.last("SELECT " + name).startsWith("a OK")) return;
                client.command("STORE 1:* " + (random.nextBoolean() ? "+" : "-") + "FLAGS.SILENT (\\Seen)");
                client.command("UNSELECT");
            }
            case 6 -> {
                if (!client.last("SELECT " + name).startsWith("a OK")) return;
                client.command("MOVE 1 " + other);
                client.command("STORE 1 +FLAGS.SILENT (\\Deleted)");
                client.command("CLOSE");
            }
            default ->
                client.command(
                        "SETACL " + name + " ann@example.test \"" + RIGHTS.get(random.nextInt(RIGHTS.size())) + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void listeningIsAsGoodAsAsking(long seed) {
        try (var fixture = new ImapFixture();
                ImapClient listening = fixture.signedIn();
                ImapClient asking = fixture.signedIn();
                ImapClient second = fixture.signedIn();
                ImapClient bob = fixture.connect()) {
            fixture.directory.addAccount(MailAddress.of("bob@example.test"), "secret-1234");
            bob.line();
            bob.ok("LOGIN bob@example.test secret-1234");
            var random = new Random(seed);
            for (int i = 0; i < 10; i++) step(random, bob, true);
            Known known = asked(listening);
            listening
                    .ok("NOTIFY SET STATUS (PERSONAL " + EVENTS + ") (SUBTREE Shared " + EVENTS + ")")
                    .forEach(known::hear);
            for (int round = 0; round < 40; round++) {
                for (int i = 0; i < 5; i++) step(random, random.nextBoolean() ? second : bob, false);
                for (int i = 0; i < 2; i++) step(random, bob, true);
                Known now = asked(asking);
                long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
                while (!known.equals(now) && System.nanoTime() < end) {
                    listening.ok("NOOP").forEach(known::hear);
                    if (!known.equals(now))
                        LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
                }
                assertThat(known).as("seed " + seed + " round " + round).isEqualTo(now);
            }
        }
    }
}
