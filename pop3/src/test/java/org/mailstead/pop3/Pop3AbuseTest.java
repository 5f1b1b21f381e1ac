package org.mailstead.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Pop3AbuseTest {
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
    void pipelinedCommandsAreAnsweredInOrder() throws IOException {
        server.deliverNumbered(50);
        try (Pop3Client client = server.connect()) {
            var all = new StringBuilder("USER ann@example.test\r\nPASS ann-secret\r\nSTAT\r\n");
            for (int i = 1; i <= 50; i++)
                all.append("RETR ").append(i).append("\r\nDELE ").append(i).append("\r\n");
            client.sendRaw(all.append("QUIT\r\n").toString());
            client.expectStart("+OK Mail", "+OK now", "+OK 50", "+OK 50 ");
            for (int i = 1; i <= 50; i++) {
                assertThat(client.message()).isEqualTo("Subject: " + i + "\r\n\r\n" + "line\r\n".repeat(i));
                client.expect("+OK message " + i + " goes at QUIT");
            }
            client.expect("+OK goodbye, 50 messages deleted").expectClosed();
        }
        assertThat(server.view().size()).isZero();
    }

    @Test
    void aLineTooLongIsAnsweredAndTheNextOneWorks() throws IOException {
        try (Pop3Client client = server.signIn()) {
            client.send("RETR " + "1".repeat(100_000)).expect("-ERR this line is too long");
            client.send("STAT").expect("+OK 0 0");
        }
    }

    @Test
    void nonsenseEndsTheSession() throws IOException {
        try (Pop3Client client = server.connect()) {
            client.expectStart("+OK");
            for (int i = 0; i < Pop3Limits.STANDARD.malformed(); i++)
                client.send("GET / HTTP/1.1").expectStart("-ERR");
            client.send("Host: x").expectStart("-ERR too many lines").expectClosed();
        }
    }

    @Test
    void guessingEndsTheSession() throws IOException {
        try (Pop3Client client = server.connect()) {
            client.expectStart("+OK");
            for (int i = 1; i <= Pop3Limits.STANDARD.refusedSignIns(); i++) {
                client.send("USER ann@example.test", "PASS guess " + i).expectStart("+OK", "-ERR [AUTH]");
            }
            client.expectClosed();
        }
    }

    @Test
    void keepingAPlaceWithoutSigningInEnds() throws IOException {
        try (Pop3Client client = server.connect()) {
            client.expectStart("+OK");
            for (int i = 0; i < Pop3Limits.STANDARD.commandsBeforeSignIn(); i++)
                client.send("CAPA").lines();
            client.send("CAPA").expectStart("-ERR too many commands").expectClosed();
        }
    }

    @Test
    void aBrokenStoreIsOursToRepairAndNotThePeersToSee() throws IOException {
        server.deliverNumbered(1);
        try (Pop3Client client = server.signIn()) {
            client.send("DELE 1").expectStart("+OK");
            server.breakStore();
            client.send("RETR 1").expectStart("-ERR this message is marked");
            client.send("RSET", "RETR 1").expectStart("+OK", "-ERR [SYS/TEMP] something went wrong on this server");
            client.send("DELE 1", "QUIT").expectStart("+OK", "-ERR [SYS/TEMP] the messages could not be deleted");
            client.expectClosed();
        }
    }
}
