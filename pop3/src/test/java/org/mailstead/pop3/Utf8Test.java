package org.mailstead.pop3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.mailbox.FlagSet;
import org.mailstead.mailbox.UidSet;

/** Messages with letters of all scripts in their headers, and answers in other languages. RFC 6856. */
class Utf8Test {
    private static final String WIDE = "From: Jürgen <jürgen@bücher.example>\r\nSubject: Grüße\r\n\r\nSchöne Grüße\r\n";

    @TempDir
    Path folder;

    private Pop3Fixture server;

    @BeforeEach
    void start() throws IOException {
        server = new Pop3Fixture(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void append(String message) throws IOException {
        server.ann.append(server.inbox().id(), server.prepared(message), FlagSet.NONE, Instant.EPOCH, Pop3Fixture.TEST);
    }

    private Pop3Client signIn(String... before) throws IOException {
        Pop3Client client = server.connect();
        client.expectStart("+OK");
        for (String command : before) client.send(command).expectStart("+OK");
        client.send("USER ann@example.test", "PASS ann-secret").expectStart("+OK", "+OK");
        return client;
    }

    /** Sizes as LIST tells them, each checked against what RETR sends, and their sum against STAT. */
    private static List<Long> sizes(Pop3Client client) throws IOException {
        var sizes = new ArrayList<Long>();
        for (String line : client.send("LIST").lines()) {
            String[] words = line.split(" ");
            sizes.add(Long.parseLong(words[1]));
            client.send("LIST " + words[0]).expect("+OK " + line);
            assertThat(client.send("RETR " + words[0]).message()).hasSize(Integer.parseInt(words[1]));
        }
        client.send("STAT")
                .expect("+OK " + sizes.size() + " "
                        + sizes.stream().mapToLong(Long::longValue).sum());
        return sizes;
    }

    @Test
    void whoSaysUtf8GetsMessagesAsTheyAre() throws IOException {
        append(WIDE);
        try (Pop3Client client = signIn("UTF8")) {
            assertThat(client.send("RETR 1").message()).isEqualTo(new String(WIDE.getBytes(UTF_8), ISO_8859_1));
            assertThat(sizes(client)).containsExactly((long) WIDE.getBytes(UTF_8).length);
        }
    }

    @Test
    void whoDoesNotGetsAsciiHeadersAndTheSizeOfThat() throws IOException {
        append("Subject: plain\r\n\r\nx\r\n");
        append(WIDE);
        for (int session = 0; session < 2; session++) {
            try (Pop3Client client = signIn()) {
                String sent = client.send("RETR 2").message();
                int body = sent.indexOf("\r\n\r\n") + 4;
                assertThat(sent.substring(0, body).chars()).allMatch(c -> c < 0x80);
                assertThat(sent).contains("<invalid@internationalized-address.invalid>");
                assertThat(sent.substring(body)).isEqualTo(new String("Schöne Grüße\r\n".getBytes(UTF_8), ISO_8859_1));
                assertThat(String.join("\r\n", client.send("TOP 2 0").lines()) + "\r\n")
                        .isEqualTo(sent.substring(0, body));
                assertThat(client.send("TOP 2 1").lines())
                        .hasSize(1 + (int) sent.substring(0, body).lines().count());
                assertThat(sizes(client)).first().isEqualTo(21L);
                // Marks are counted by the sizes that were told.
                client.send("DELE 2").expectStart("+OK");
                client.send("STAT").expect("+OK 1 21");
                client.send("RSET").expectStart("+OK");
            }
        }
    }

    @Test
    void whatComesAndGoesBetweenSessionsIsCountedRight() throws IOException {
        append(WIDE);
        try (Pop3Client client = signIn()) {
            assertThat(sizes(client)).hasSize(1);
        }
        append("Subject: plain\r\n\r\nx\r\n");
        append(WIDE);
        server.ann.remove(server.inbox().id(), UidSet.of(1), Pop3Fixture.TEST);
        try (Pop3Client client = signIn()) {
            assertThat(sizes(client)).hasSize(2);
        }
    }

    @Test
    void uniqueIdsAreTheSameEitherWay() throws IOException {
        append(WIDE);
        try (Pop3Client one = signIn();
                Pop3Client other = signIn("UTF8")) {
            assertThat(one.send("UIDL").lines()).isEqualTo(other.send("UIDL").lines());
        }
    }

    @Test
    void utf8HasItsTime() throws IOException {
        try (Pop3Client client = signIn()) {
            client.send("UTF8").expect("-ERR you are signed in already");
        }
        try (Pop3Client client = server.connect()) {
            client.expectStart("+OK");
            client.send("UTF8 now").expectStart("-ERR this command wants other arguments");
            client.send("UTF8").expectStart("+OK");
            client.send("STLS").expectStart("-ERR STLS comes before UTF8");
        }
    }

    @Test
    void answersComeInTheLanguageThatIsWanted() throws IOException {
        try (Pop3Client client = server.connect()) {
            client.expectStart("+OK");
            assertThat(client.send("LANG").lines()).containsExactly("en English", "de Deutsch");
            client.send("lang DE-at").expect("+OK de Antworten kommen nun auf Deutsch");
            client.send("NOOP").expect("-ERR erst anmelden, mit USER und PASS");
            client.send("USER ann@example.test", "PASS falsch").expectStart("+OK");
            client.expect("-ERR [AUTH] Benutzername oder Passwort ist falsch");
            client.send("LANG tlh").expectStart("-ERR in dieser Sprache");
            client.send("LANG \u00ff").expectStart("-ERR dieser Befehl");
            client.send("LANG *").expectStart("+OK en ");
            client.send("NOOP").expect("-ERR sign in first, with USER and PASS");
        }
        try (Pop3Client client = signIn("LANG de")) {
            server.deliverNumbered(1);
            client.send("LANG").expect("+OK Sprachen der Antworten", "en English", "de Deutsch", ".");
            client.send("DELE 9").expect("-ERR es gibt keine Nachricht mit dieser Nummer");
        }
    }

    @Test
    void tlsBeginsInEnglish() throws IOException {
        try (Pop3Client client = server.connect()) {
            client.expectStart("+OK");
            client.send("LANG de").expectStart("+OK de");
            client.send("STLS").expect("+OK jetzt TLS beginnen");
            client.startTls();
            client.send("NOOP").expect("-ERR sign in first, with USER and PASS");
        }
    }
}
