package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.directory.MailAddress;
import org.mailstead.mailbox.Actor;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.MailboxName;
import org.mailstead.message.Spool;
import org.mailstead.server.OpenStore;
import org.mailstead.server.config.MailPort;
import org.mailstead.store.rocksdb.RocksSettings;
import org.mailstead.store.rocksdb.RocksStore;

/** Ten thousand messages in one mailbox: all there, each once, in order. How fast is for the benchmarks. */
class LargeMailboxTest {
    private static final int MESSAGES = 10_000;
    private static final int AT_ONCE = 64;

    @TempDir
    Path folder = Path.of("");

    @Test
    void tenThousandMessagesAreListedSearchedFlaggedAndExpunged() throws Exception {
        TestServer.makeCertificate(folder);
        var store = RocksStore.open(folder.resolve("store"), RocksSettings.SMALL, TestServer.CLOCK);
        try (var server = TestServer.start(TestServer.people(store), folder, 100)) {
            fill(server.open());
            try (var imap = Imap.signIn(Client.connect(server.port(MailPort.IMAP)), "ann@example.test", "ann-secret")) {
                assertThat(imap.run("SELECT INBOX")).contains("* " + MESSAGES + " EXISTS");
                var flags = imap.run("FETCH 1:* (UID FLAGS)");
                assertThat(flags).hasSize(MESSAGES);
                for (int i = 1; i <= MESSAGES; i++)
                    assertThat(flags.get(i - 1)).startsWith("* " + i + " FETCH (UID " + i + " FLAGS (");
                assertThat(imap.run("STORE 1:* +FLAGS.SILENT (\\Seen)")).noneMatch(r -> r.contains("EXISTS"));
                assertThat(imap.run("SEARCH UNSEEN")).containsExactly("* SEARCH");
                imap.run("STORE 2:" + MESSAGES + " +FLAGS.SILENT (\\Deleted)");
                assertThat(imap.run("EXPUNGE")).hasSizeGreaterThanOrEqualTo(MESSAGES - 1);
                assertThat(imap.run("FETCH 1:* UID")).containsExactly("* 1 FETCH (UID 1)");
            }
        }
    }

    private void fill(OpenStore open) throws Exception {
        var account =
                open.directory().account(new MailAddress("ann", "example.test")).orElseThrow();
        var mail = open.mail().account(account.id().value());
        var inbox = mail.mailbox(MailboxName.INBOX).orElseThrow().id();
        var appended = new ArrayList<Future<?>>();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int i = 0; i < MESSAGES; i++) {
                String text = "Subject: " + i + "\r\n\r\nx\r\n";
                appended.add(threads.submit(() -> {
                    try (var spool = new Spool(folder)) {
                        spool.write(text.getBytes(StandardCharsets.US_ASCII));
                        spool.finish();
                        var message = open.mail().prepare(spool);
                        mail.append(inbox, message, FlagSet.NONE, Instant.EPOCH, new Actor("test", "", ""));
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }));
            }
            for (var one : appended) one.get();
        }
    }
}
