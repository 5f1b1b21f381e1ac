package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.directory.MailAddress;
import org.mailstead.directory.PasswordHashing;
import org.mailstead.server.OpenStore;
import org.mailstead.server.config.MailPort;
import org.mailstead.store.rocksdb.RocksSettings;
import org.mailstead.store.rocksdb.RocksStore;

/** Programs remember for years by their unique ids which messages they have. */
class UniqueIdTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void idsStayOverRestartsOtherChoicesAndMovesToAnotherMachine() throws IOException {
        TestServer.makeCertificate(folder);
        Path here = folder.resolve("here");
        List<String> before;
        try (var server = TestServer.start(TestServer.people(store(here)), folder, 100)) {
            try (var imap = imap(server)) {
                imap.run("CREATE Work");
                append(imap, "INBOX", 3);
                append(imap, "Work", 2);
            }
            server.directory()
                    .pop3Choices()
                    .change(MailAddress.of("ann@example.test"), choice -> choice.showing(List.of("Work")));
            before = ids(server);
            assertThat(before).hasSize(5).doesNotHaveDuplicates();
        }
        try (var server = again(here)) {
            assertThat(ids(server)).isEqualTo(before);
        }
        Path there = folder.resolve("there");
        copy(here, there);
        try (var server = again(there)) {
            assertThat(ids(server)).isEqualTo(before);
            // What is shown besides, and what it is called, changes nothing for the others.
            try (var imap = imap(server)) {
                imap.run("RENAME Work Labour");
            }
            assertThat(ids(server)).isEqualTo(before.subList(0, 3));
            server.directory()
                    .pop3Choices()
                    .change(MailAddress.of("ann@example.test"), choice -> choice.showing(List.of("Labour")));
            assertThat(ids(server)).isEqualTo(before);
        }
    }

    private static RocksStore store(Path at) {
        return RocksStore.open(at, RocksSettings.SMALL, TestServer.CLOCK);
    }

    private TestServer again(Path at) throws IOException {
        var open = OpenStore.over(store(at), PasswordHashing.Cost.CHEAP, TestServer.CLOCK, new Random(2));
        return TestServer.start(open, folder, 100);
    }

    private static Imap imap(TestServer server) throws IOException {
        return Imap.signIn(Client.connect(server.port(MailPort.IMAP)), "ann@example.test", "ann-secret");
    }

    private static void append(Imap imap, String mailbox, int count) throws IOException {
        for (int i = 1; i <= count; i++) {
            byte[] message = ("Subject: " + i + "\r\n\r\nx\r\n").getBytes(StandardCharsets.US_ASCII);
            assertThat(imap.append("APPEND " + mailbox, message)).startsWith("OK");
        }
    }

    private static List<String> ids(TestServer server) throws IOException {
        try (var pop3 = Pop3.signIn(server.port(MailPort.POP3), "ann@example.test", "ann-secret")) {
            return pop3.uniqueIds();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) Files.copy(each, to.resolve(from.relativize(each)));
        }
    }
}
