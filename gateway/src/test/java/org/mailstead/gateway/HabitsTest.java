package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.gateway.Town.Program;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.MailServer.Protocol;
import org.mailstead.settings.MailServer.Security;

/** What is done about habits of providers, with a provider that has them, and programs that know nothing of it. */
@Timeout(60)
class HabitsTest {
    private static final String MAIL = "Message-ID: <one@contoso.test>\r\nSubject: x\r\n\r\nhello\r\n";

    @TempDir
    Path folder;

    private static void append(Program program, String mail, String mailbox) throws Exception {
        assertThat(program.ask("b APPEND " + mailbox + " {" + mail.length() + "}"))
                .startsWith("+ ");
        assertThat(program.ask(mail)).startsWith("b OK");
    }

    private static Program reading(Town town) throws Exception {
        Program program = town.program(Protocol.IMAP);
        program.line();
        assertThat(program.ask("a LOGIN ann " + town.password)).startsWith("a OK");
        return program;
    }

    private static Program sending(Town town) throws Exception {
        Program program = town.program(Protocol.SMTP);
        program.line();
        program.ask("EHLO x", "250 ");
        String secret = "\0ann\0" + town.password;
        assertThat(program.ask(
                        "AUTH PLAIN " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))))
                .startsWith("235");
        return program;
    }

    private static String sent(Program program, String mail) throws Exception {
        assertThat(program.ask("MAIL FROM:<ann@contoso.test>")).startsWith("250");
        assertThat(program.ask("DATA")).startsWith("354");
        return program.ask(mail + ".");
    }

    /** One program sends, another puts the copy there: the provider has one already. */
    @Test
    void copyOfASentMessageIsThereOnce() throws Exception {
        try (var town = new Town(folder, Habits.USUAL.with("keeps-sent", "on"));
                Program smtp = sending(town);
                Program imap = reading(town)) {
            append(imap, MAIL, "Sent");
            assertThat(town.mail.commands)
                    .filteredOn(line -> line.contains("APPEND"))
                    .hasSize(1);
            assertThat(sent(smtp, MAIL)).startsWith("250");
            append(imap, MAIL, "Sent");
            assertThat(town.mail.commands)
                    .filteredOn(line -> line.contains("APPEND"))
                    .hasSize(1);
            append(imap, MAIL.replace("one@", "two@"), "Sent");
            append(imap, MAIL, "Archive");
            assertThat(town.mail.commands)
                    .filteredOn(line -> line.contains("APPEND"))
                    .hasSize(3);
        }
    }

    @Test
    void whatIsTooLargeIsRefusedHere() throws Exception {
        try (var town = new Town(folder, Habits.USUAL.with("message-bytes", "1000"));
                Program smtp = sending(town)) {
            assertThat(smtp.ask("EHLO x", "250 ")).contains("250-SIZE 1000").noneMatch(line -> line.contains("AUTH"));
            assertThat(smtp.ask("MAIL FROM:<ann@contoso.test> SIZE=1001")).startsWith("552 5.3.4 ");
            assertThat(town.mail.commands).noneMatch(line -> line.startsWith("MAIL"));
            assertThat(sent(smtp, MAIL)).startsWith("250");
            assertThat(sent(smtp, "x\r\n".repeat(1000))).startsWith("552 5.3.4 ");
            assertThat(smtp.ask("QUIT")).startsWith("221");
            // The provider has seen no end of it, and so no message.
            assertThat(town.mail.received.get()).isEqualTo(MAIL.length());
        }
    }

    @Test
    void providerThatClosesIsSaidToHaveClosed() throws Exception {
        try (var town = new Town(folder, Habits.USUAL);
                Program smtp = sending(town);
                Program imap = reading(town)) {
            town.mail.close();
            assertThat(smtp.line()).startsWith("421 4.4.2 The ");
            assertThat(imap.line()).startsWith("* BYE [UNAVAILABLE] The ");
            assertThat(smtp.line()).isEqualTo("(closed)");
        }
    }

    @Test
    void habitsAreKeptAsTheyAre() {
        Habits habits =
                Habits.NONE.with("keeps-sent", "on").with("per-minute", "30").with("message-bytes", "5000000000");
        var server = new MailServer(Protocol.IMAP, "mail.test", 993, Security.TLS, "ann");
        var account = new GatewayAccount("ann@x.test", List.of(server), Optional.empty(), "", habits);
        assertThat(AccountFile.read(AccountFile.write(account)).orElseThrow().habits())
                .isEqualTo(habits);
        // As earlier versions have written them.
        String old =
                "{\"address\":\"ann@x.test\",\"habits.keeps-sent\":\"true\",\"habits.wants-id\":\"false\",\"habits.sending\":\"3\"}";
        assertThat(AccountFile.read(old.getBytes(StandardCharsets.UTF_8))
                        .orElseThrow()
                        .habits())
                .isEqualTo(Habits.USUAL.with("keeps-sent", "on").with("sending", "3"));
    }
}
