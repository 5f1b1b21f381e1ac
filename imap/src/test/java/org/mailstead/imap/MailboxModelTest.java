package org.mailstead.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mailstead.mailbox.MailAccount;
import org.mailstead.mailbox.MailboxName;

/**
 * Several clients of all kinds do random things to one mailbox. After each step the server's mailbox must be what a
 * simple model says, and every client must believe only what is true: whoever was brought up to date, all of it.
 */
class MailboxModelTest {
    private static final int STEPS = 600;

    @Test
    void everybodyBelievesTheTruth() throws Exception {
        for (long seed = 1; seed <= 4; seed++) run(seed, STEPS);
        long seconds = Long.getLong("mailstead.fuzz.seconds", 0);
        long end = System.nanoTime() + seconds * 1_000_000_000;
        while (System.nanoTime() < end) run(System.nanoTime(), STEPS);
    }

    private static void run(long seed, int steps) throws Exception {
        var conversation = new ArrayList<String>();
        try (var fixture = new ImapFixture()) {
            var random = new Random(seed);
            var inbox = new ModelMailbox();
            var archive = new ModelMailbox();
            MailAccount mail = fixture.annsMail();
            var clients = new ArrayList<ModelClient>();
            for (ModelMode mode : ModelMode.values()) {
                clients.add(new ModelClient(fixture, mode, inbox, archive, random, conversation::add));
            }
            clients.add(new ModelClient(fixture, ModelMode.QRESYNC, inbox, archive, random, conversation::add));
            for (int i = 0; i < steps; i++) {
                clients.get(random.nextInt(clients.size())).step();
                inbox.compare(view(mail, "INBOX"));
                archive.compare(view(mail, "Archive"));
            }
            clients.forEach(ModelClient::noop);
            clients.forEach(ModelClient::close);
        } catch (AssertionError | RuntimeException e) {
            List<String> last = conversation.subList(Math.max(0, conversation.size() - 60), conversation.size());
            throw new AssertionError(
                    "seed " + seed + ": " + e.getMessage() + "\nat the end of:\n" + String.join("\n", last), e);
        }
    }

    private static org.mailstead.mailbox.MailboxView view(MailAccount mail, String name) {
        var mailbox = mail.mailbox(MailboxName.of(name).orElseThrow()).orElseThrow();
        return mail.view(mailbox.id());
    }
}
