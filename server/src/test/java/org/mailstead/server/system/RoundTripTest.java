package org.mailstead.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.server.config.MailPort;
import org.mailstead.store.rocksdb.RocksSettings;
import org.mailstead.store.rocksdb.RocksStore;

/** What comes in by SMTP goes out by IMAP and POP3 byte for byte, with the trace fields on top and nothing else. */
class RoundTripTest {
    @TempDir
    static Path folder = Path.of("");

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        TestServer.makeCertificate(folder);
        var store = RocksStore.open(folder.resolve("store"), RocksSettings.SMALL, TestServer.CLOCK);
        server = TestServer.start(TestServer.people(store), folder, 1000);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyMessageComesBackByteForByte() throws IOException {
        var samples = MessageSamples.all();
        var names = new ArrayList<String>();
        try (var smtp = Smtp.connect(server.port(MailPort.SMTP))) {
            for (var sample : samples.entrySet()) {
                String answer = smtp.send(List.of("ann@example.test"), sample.getValue());
                String text = new String(sample.getValue(), StandardCharsets.ISO_8859_1);
                // Mail must not hold these, RFC 5322 §2.3 and §4.1, and a server that passed them on would be used for
                // smuggling.
                boolean refusable = text.contains("\0") || text.matches("(?s).*[\r\n]\\.[\r\n].*");
                if (!refusable) assertThat(answer).as(sample.getKey()).startsWith("250 ");
                if (answer.startsWith("250 ")) names.add(sample.getKey());
            }
        }
        assertThat(names.size()).isGreaterThan(70);
        try (var imap = Imap.signIn(Client.connect(server.port(MailPort.IMAP)), "ann@example.test", "ann-secret");
                var pop3 = Pop3.signInWithUtf8(server.port(MailPort.POP3), "ann@example.test", "ann-secret")) {
            assertThat(imap.run("SELECT INBOX")).contains("* " + names.size() + " EXISTS");
            for (int i = 1; i <= names.size(); i++) {
                String name = names.get(i - 1);
                byte[] sent = samples.get(name);
                if (sent == null) throw new AssertionError(name);
                check(name, new String(sent, StandardCharsets.ISO_8859_1), i, imap, pop3);
            }
        }
    }

    private static void check(String name, String sent, int number, Imap imap, Pop3 pop3) throws IOException {
        String body =
                Imap.literalOf(imap.run("FETCH " + number + " BODY.PEEK[]").getFirst());
        assertThat(body.endsWith(sent)).as(name + " by IMAP").isTrue();
        String trace = body.substring(0, body.length() - sent.length());
        assertThat(trace)
                .as(name)
                .startsWith("Return-Path: <sender@client.test>\r\nReceived: from client.test")
                .endsWith("\r\n");
        assertThat(pop3.retrieve(number).equals(body)).as(name + " by POP3").isTrue();
        try {
            FetchGrammar.checkEnvelope(imap.run("FETCH " + number + " ENVELOPE").getFirst());
            FetchGrammar.checkBodyStructure(
                    imap.run("FETCH " + number + " BODYSTRUCTURE").getFirst());
        } catch (AssertionError e) {
            throw new AssertionError(name + ": " + e.getMessage(), e);
        }
    }
}
