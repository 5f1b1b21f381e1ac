package org.mailstead.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TwoSessionsTest {
    private final ImapFixture fixture = new ImapFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void eachSeesWhatTheOtherDoes() {
        try (ImapClient one = fixture.inbox();
                ImapClient two = fixture.inbox()) {
            one.append("INBOX", "", "Subject: a\n\nx\n");
            one.append("INBOX", "", "Subject: b\n\nx\n");
            assertThat(two.ok("NOOP")).contains("* 2 EXISTS");
            one.ok("STORE 1 +FLAGS (\\Deleted)");
            assertThat(two.ok("NOOP")).containsExactly("* 1 FETCH (FLAGS (\\Deleted))");
            one.ok("EXPUNGE");
            assertThat(two.ok("FETCH 1:2 UID"))
                    .as("an expunge is held back during FETCH")
                    .containsExactly("* 1 FETCH (UID 1)", "* 2 FETCH (UID 2)");
            assertThat(two.ok("FETCH 1 BODY.PEEK[TEXT]").getFirst())
                    .as("and the message still reads")
                    .contains("x\r\n");
            assertThat(two.ok("NOOP")).containsExactly("* 1 EXPUNGE");
            assertThat(two.ok("FETCH 1:* UID")).containsExactly("* 1 FETCH (UID 2)");
        }
    }

    @Test
    void anIdlingClientIsToldAtOnce() {
        try (ImapClient one = fixture.inbox();
                ImapClient two = fixture.inbox()) {
            two.send("i IDLE\r\n");
            assertThat(two.line()).startsWith("+");
            one.append("INBOX", "", "Subject: a\n\nx\n");
            assertThat(next(two)).isEqualTo("* 1 EXISTS");
            assertThat(next(two)).matches("\\* [01] RECENT");
            one.ok("STORE 1 +FLAGS (\\Deleted)");
            assertThat(next(two)).startsWith("* 1 FETCH (FLAGS (\\Deleted");
            one.ok("EXPUNGE");
            assertThat(next(two)).isEqualTo("* 1 EXPUNGE");
            two.send("DONE\r\n");
            assertThat(two.responses("i").getLast()).startsWith("a OK");
        }
    }

    /** Signs of life may come between. */
    private static String next(ImapClient client) {
        while (true) {
            String line = client.line();
            if (!line.equals("* OK Still here") && !line.startsWith("* FLAGS") && !line.startsWith("* OK [PERM")) {
                return line;
            }
        }
    }

    @Test
    void aMailboxDeletedByAnotherLooksEmpty() {
        try (ImapClient one = fixture.signedIn();
                ImapClient two = fixture.signedIn()) {
            one.ok("CREATE gone");
            one.append("gone", "", "Subject: a\n\nx\n");
            two.ok("SELECT gone");
            one.ok("DELETE gone");
            assertThat(two.ok("NOOP")).containsExactly("* 1 EXPUNGE");
            assertThat(two.last("STORE 1:* +FLAGS (\\Seen)")).startsWith("a NO [NONEXISTENT]");
            two.ok("CLOSE");
        }
    }

    /** Three clients work on one mailbox at random; what each has been told must in the end be what there is. */
    @Test
    void whatClientsAreToldAddsUp() {
        var random = new Random(11);
        var clients = new ArrayList<Model>();
        try {
            for (int i = 0; i < 3; i++) clients.add(new Model(fixture.inbox()));
            for (int step = 0; step < 250; step++)
                clients.get(random.nextInt(3)).act(random);
            for (Model model : clients) model.run("NOOP");
            for (Model model : clients) model.run("NOOP");
            List<String> truth = clients.getFirst().run("FETCH 1:* (UID)");
            for (Model model : clients) {
                assertThat(model.size).isEqualTo(clients.getFirst().size);
                assertThat(model.run("FETCH 1:* (UID)")).isEqualTo(truth);
            }
        } finally {
            for (Model model : clients) model.client.close();
        }
    }

    private static final class Model {
        private final ImapClient client;
        private int size;

        Model(ImapClient client) {
            this.client = client;
        }

        void act(Random random) {
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    client.append("INBOX", "", "Subject: a\n\nx\n");
                    // What append returns hides the untagged responses; ask again to hear the rest.
                    size = Integer.parseInt(client.ok("SELECT INBOX").stream()
                            .filter(line -> line.endsWith(" EXISTS"))
                            .findFirst()
                            .orElseThrow()
                            .split(" ")[1]);
                }
                case 2 -> {
                    if (size > 0) run("STORE " + (1 + random.nextInt(size)) + " +FLAGS.SILENT (\\Deleted)");
                }
                case 3 -> run("EXPUNGE");
                case 4 -> run("NOOP");
                default -> {
                    if (size > 0) run("FETCH 1:" + size + " (FLAGS)");
                }
            }
        }

        List<String> run(String command) {
            List<String> all = client.ok(command);
            for (String line : all) {
                String[] words = line.split(" ");
                if (line.endsWith(" EXPUNGE")) {
                    assertThat(Integer.parseInt(words[1])).isBetween(1, size);
                    size--;
                } else if (line.endsWith(" EXISTS")) {
                    size = Integer.parseInt(words[1]);
                } else if (words.length > 2 && words[2].equals("FETCH")) {
                    assertThat(Integer.parseInt(words[1])).isBetween(1, size);
                }
            }
            return all;
        }
    }
}
