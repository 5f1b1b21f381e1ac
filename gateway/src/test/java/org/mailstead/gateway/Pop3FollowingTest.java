package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.gateway.Between.comes;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.settings.MailServer.Protocol;

/** POP3 after the sign-in, a test on each side. */
@Timeout(60)
class Pop3FollowingTest {
    private static Between between() throws IOException {
        return new Between(Protocol.POP3, Habits.USUAL, List.of());
    }

    private static void inStep(Between between) throws IOException {
        comes(between.program, "NOOP\r\nSTAT\r\n", between.server);
        comes(between.server, "+OK\r\n+OK 1 100\r\n", between.program);
    }

    @Test
    void capabilitiesAreThoseThatWork() throws Exception {
        try (var between = between()) {
            comes(between.program, "CAPA\r\n", between.server);
            between.server.send("+OK\r\nTOP\r\nSASL PLAIN XOAUTH2\r\nUSER\r\nSTLS\r\nUIDL\r\nEXPIRE NEVER\r\n.\r\n");
            assertThat(between.program.until(".")).containsExactly("+OK", "TOP", "UIDL", "EXPIRE NEVER", ".");
            inStep(between);
        }
    }

    @Test
    void mailAndListsGoAsTheyAre() throws Exception {
        try (var between = between()) {
            comes(between.program, "retr 1\r\nTOP 1 0\r\nLIST\r\nUIDL 1\r\nRETR 2\r\nDELE 1\r\n", between.server);
            comes(
                    between.server,
                    "+OK\r\nSASL x\r\n..\r\n.\n-ERR\r\n.\r\n+OK\r\n.\r\n+OK\r\n1 100\r\n.\r\n+OK 1 a\r\n-ERR no\r\n+OK\r\n",
                    between.program);
            inStep(between);
        }
    }

    @Test
    void localPasswordDoesNotGetOut() throws Exception {
        try (var between = between()) {
            between.program.send("STAT\r\nPASS secret\r\nNOOP\r\n");
            assertThat(between.server.take(12)).isEqualTo("STAT\r\nNOOP\r\n");
            between.server.send("+OK 1 100\r\n+OK noop\r\n");
            assertThat(between.program.until("+OK noop"))
                    .containsExactly("+OK 1 100", "-ERR signed in already", "+OK noop");
            for (String each : List.of("USER ann", "AUTH PLAIN x", "AUTH", "STLS", "APOP ann x"))
                assertThat(between.program.ask(each)).startsWith("-ERR ");
            inStep(between);
        }
    }

    @Test
    void whatIsNotKnownIsNotFollowed() throws Exception {
        try (var between = between()) {
            comes(between.program, "XTND XLST\r\nCAPA\r\n", between.server);
            comes(between.server, "+OK\r\nSASL x\r\n.\r\n+OK\r\nSASL x\r\n.\r\n<html>\r\n", between.program);
            for (int i = 0; i < 2000; i++) between.program.send("NOOP\r\n");
            assertThat(between.server.take(12_000)).endsWith("NOOP\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "STAT, '', -ERR [SYS/TEMP] The provider has closed",
        "STAT, '<html>\r\n', -ERR [SYS/TEMP] The provider's server says what is no POP3: <html>",
        "RETR 1, '+OK\r\nhalf\r\n', '+OK\nhalf'",
        "CAPA, '+OK\r\nTOP\r\n', '+OK\nTOP'",
        "QUIT, '+OK bye\r\n', +OK bye"
    })
    void providerThatGoesIsSaidToHaveGone(String asked, String last, String heard) throws Exception {
        try (var between = between()) {
            inStep(between);
            comes(between.program, asked + "\r\n", between.server);
            between.server.send(last);
            between.server.close();
            var lines = between.program.until("(closed)");
            assertThat(String.join("\n", lines.subList(0, lines.size() - 1))).startsWith(heard);
            assertThat(lines).doesNotContain(".");
            assertThat(between.isOver()).isTrue();
        }
    }
}
