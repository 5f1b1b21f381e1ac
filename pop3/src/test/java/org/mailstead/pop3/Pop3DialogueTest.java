package org.mailstead.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.mailbox.UidSet;

class Pop3DialogueTest {
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

    @Test
    void aSessionFromGreetingToQuit() throws IOException {
        server.deliverNumbered(3);
        try (Pop3Client client = server.connect()) {
            client.expect("+OK Mailstead is ready for POP3");
            client.send("user ANN@example.test").expect("+OK now the password");
            client.send("pass ann-secret").expect("+OK 3 messages");
            client.send("STAT").expect("+OK 3 78");
            client.send("LIST").expect("+OK 3 messages, 78 octets", "1 20", "2 26", "3 32", ".");
            client.send("LIST 2").expect("+OK 2 26");
            client.send("RETR 1").expect("+OK 20 octets", "Subject: 1", "", "line", ".");
            client.send("TOP 3 2").expect("+OK header and up to 2 lines", "Subject: 3", "", "line", "line", ".");
            client.send("TOP 3 0").expect("+OK header and up to 0 lines", "Subject: 3", "", ".");
            client.send("TOP 2 99999999999999999999").expectStart("+OK").expect("Subject: 2", "", "line", "line", ".");
            client.send("NOOP ").expect("+OK still here");
            client.send("QUIT").expect("+OK goodbye").expectClosed();
        }
    }

    @Test
    void deletionTakesEffectAtQuit() throws IOException {
        server.deliverNumbered(3);
        try (Pop3Client client = server.signIn()) {
            client.send("DELE 2").expect("+OK message 2 goes at QUIT");
            client.send("DELE 2").expectStart("-ERR this message is marked as deleted already");
            client.send("RETR 2").expectStart("-ERR");
            client.send("STAT").expect("+OK 2 52");
            client.send("LIST").expect("+OK 2 messages, 52 octets", "1 20", "3 32", ".");
            client.send("RSET").expectStart("+OK");
            client.send("STAT").expect("+OK 3 78");
            client.send("DELE 1", "DELE 3").expectStart("+OK", "+OK");
            assertThat(server.view().size()).isEqualTo(3);
            client.send("QUIT").expect("+OK goodbye, 2 messages deleted");
            assertThat(server.view().size()).isEqualTo(1);
            client.expectClosed();
        }
        try (Pop3Client client = server.signIn()) {
            client.send("LIST").expect("+OK 1 message, 26 octets", "1 26", ".");
        }
    }

    @Test
    void sequencesOfNumbersThatAreNone() throws IOException {
        server.deliverNumbered(1);
        try (Pop3Client client = server.signIn()) {
            for (String command :
                    List.of("RETR 0", "RETR 2", "DELE 4294967297", "LIST 99999999999999999999", "TOP 2 1")) {
                client.send(command).expect("-ERR there is no message of that number");
            }
            for (String command :
                    List.of("RETR", "RETR x", "RETR -1", "RETR 1 1", "TOP 1", "TOP 1 -1", "STAT 1", "DELE ")) {
                client.send(command).expect("-ERR this command wants other arguments");
            }
            client.send("", "HELO x", "R\0TR 1").expectStart("-ERR", "-ERR", "-ERR");
        }
    }

    @Test
    void uniqueIdsStayWhateverHappens() throws IOException {
        server.deliverNumbered(3);
        List<String> first;
        try (Pop3Client client = server.signIn()) {
            first = client.send("UIDL").lines();
            assertThat(first).hasSize(3).allMatch(line -> line.matches("[1-3] [0-9a-f]{16}"));
            client.send("UIDL 2").expect("+OK " + first.get(1));
            client.send("DELE 1", "QUIT").expectStart("+OK", "+OK");
        }
        server.deliverNumbered(1);
        try (Pop3Client client = server.signIn()) {
            List<String> second = client.send("UIDL").lines();
            assertThat(second.getFirst()).isEqualTo("1" + first.get(1).substring(1));
            assertThat(second.get(1)).isEqualTo("2" + first.get(2).substring(1));
            assertThat(first).noneMatch(line -> line.endsWith(second.get(2).substring(2)));
        }
    }

    @Test
    void twoSessionsDoNotLockEachOtherOut() throws IOException {
        server.deliverNumbered(2);
        try (Pop3Client one = server.signIn();
                Pop3Client other = server.signIn()) {
            one.send("DELE 1", "QUIT").expectStart("+OK", "+OK goodbye, 1 message");
            assertThat(other.send("RETR 1").message()).isEqualTo("Subject: 1\r\n\r\nline\r\n");
            other.send("DELE 1", "QUIT").expectStart("+OK", "+OK goodbye");
        }
        assertThat(server.view().size()).isEqualTo(1);
    }

    @Test
    void whatImapExpungesMeanwhileCanStillBeRead() throws IOException {
        server.deliverNumbered(2);
        try (Pop3Client client = server.signIn()) {
            server.ann.remove(server.inbox().id(), UidSet.ALL, Pop3Fixture.TEST);
            assertThat(client.send("RETR 2").message()).isEqualTo("Subject: 2\r\n\r\nline\r\nline\r\n");
            client.send("STAT").expect("+OK 2 46");
        }
        try (Pop3Client client = server.signIn()) {
            client.send("STAT").expect("+OK 0 0");
            client.send("LIST").expect("+OK 0 messages, 0 octets", ".");
        }
    }

    @Test
    void commandsOutOfTheirStateAreRefused() throws IOException {
        try (Pop3Client client = server.connect()) {
            client.expectStart("+OK");
            client.send("STAT").expect("-ERR sign in first, with USER and PASS");
            client.send("PASS ann-secret").expect("-ERR USER comes before PASS");
            client.send("QUIT").expect("+OK goodbye").expectClosed();
        }
        try (Pop3Client client = server.signIn()) {
            client.send("USER bob").expect("-ERR you are signed in already");
            client.send("STLS").expect("-ERR you are signed in already");
        }
    }

    @Test
    void aWrongPasswordDoesNotSayWhichPartWasWrong() throws IOException {
        try (Pop3Client client = server.connect()) {
            client.expectStart("+OK");
            client.send("USER ann@example.test", "PASS wrong").expectStart("+OK now the password");
            client.expect("-ERR [AUTH] user name or password is wrong");
            client.send("USER nobody@example.test", "PASS wrong").expectStart("+OK now the password");
            client.expect("-ERR [AUTH] user name or password is wrong");
            client.send("PASS ann-secret").expect("-ERR USER comes before PASS");
            client.send("USER ann@example.test", "PASS ann-secret").expectStart("+OK", "+OK 0 messages");
        }
    }

    @Test
    void capabilitiesSayWhatWorksHere() throws IOException {
        try (Pop3Client client = server.connect()) {
            client.expectStart("+OK");
            assertThat(client.send("CAPA").lines())
                    .containsExactly(
                            "TOP",
                            "UIDL",
                            "RESP-CODES",
                            "AUTH-RESP-CODE",
                            "PIPELINING",
                            "UTF8 USER",
                            "LANG",
                            "EXPIRE NEVER",
                            "USER",
                            "SASL SCRAM-SHA-256 PLAIN LOGIN",
                            "STLS",
                            "IMPLEMENTATION Mailstead");
            client.send("USER ann@example.test", "PASS ann-secret").expectStart("+OK", "+OK");
            assertThat(client.send("CAPA").lines())
                    .doesNotContain("USER", "STLS", "SASL SCRAM-SHA-256 PLAIN LOGIN")
                    .contains("UIDL");
        }
    }

    @Test
    void passwordsWithSpacesAndOtherLettersWork() throws IOException {
        var address = org.mailstead.directory.MailAddress.of("bob@example.test");
        server.directory.addAccount(address, " grün  und gut ");
        try (Pop3Client client = server.connect()) {
            client.expectStart("+OK");
            client.send("USER bob@example.test", "PASS  gr\u00fcn  und gut ").expectStart("+OK", "+OK");
        }
        try (Pop3Client client = server.connect()) {
            client.expectStart("+OK");
            client.send("USER bob@example.test", "PASS  gr\u00c3\u00bcn  und gut ")
                    .expectStart("+OK", "+OK");
        }
    }
}
