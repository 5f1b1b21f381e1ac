package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.gateway.Town.Program;
import org.mailstead.settings.MailServer.Protocol;

/** Programs with nothing but a password reach a provider that takes nothing but tokens. */
@Timeout(60)
class DoorsTest {
    @TempDir
    Path folder;

    private Town town = notYet();

    @SuppressWarnings("NullAway")
    private static Town notYet() {
        return null;
    }

    @BeforeEach
    void open() throws Exception {
        town = new Town(folder);
    }

    @AfterEach
    void close() {
        town.close();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private String plain() {
        return base64("\0" + Town.ANN + "\0" + town.password);
    }

    @Test
    void imapByLoginThenEverythingAsItIs() throws Exception {
        try (Program program = town.program(Protocol.IMAP)) {
            assertThat(program.line())
                    .isEqualTo(
                            "* OK [CAPABILITY IMAP4rev1 ID STARTTLS SASL-IR AUTH=PLAIN AUTH=LOGIN] Mailstead gateway");
            assertThat(program.ask("a SELECT INBOX")).startsWith("a BAD sign in first");
            assertThat(program.ask("b LOGIN " + Town.ANN + " \"" + town.password + "\""))
                    .isEqualTo(
                            "b OK [CAPABILITY IMAP4 IMAP4REV1 UIDPLUS MOVE ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+"
                                    + " COMPRESS=DEFLATE] signed in");
            assertThat(program.ask("c LIST \"\" *", "c "))
                    .containsExactly("* LIST (\\HasNoChildren) \"/\" {5}", "INBOX", "c OK done");
            assertThat(program.ask("d IDLE")).isEqualTo("+ idling");
            assertThat(program.line()).isEqualTo("* 1 EXISTS");
            assertThat(program.ask("DONE")).isEqualTo("d OK done");
            program.send("e NOOP\r\nf NOOP\r\ng LOGOUT\r\n");
            assertThat(program.until("g ")).containsExactly("e OK done", "f OK done", "* BYE goodbye", "g OK done");
            assertThat(program.line()).isEqualTo("(closed)");
        }
        assertThat(town.mail.commands)
                .noneMatch(line -> line.contains(town.password))
                .anyMatch(line -> line.contains("AUTHENTICATE XOAUTH2 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"quoted", "literals", "short literals", "plain", "plain at once", "login", "pipelined"})
    void imapInEachWay(String way) throws Exception {
        try (Program program = town.program(Protocol.IMAP)) {
            program.line();
            String name = Town.ANN.toUpperCase(Locale.ROOT);
            String password = town.password.replace("-", " ");
            switch (way) {
                case "quoted" -> program.send("a login \"" + name + "\" \"" + password + "\"\r\n");
                case "literals" -> {
                    assertThat(program.ask("a LOGIN {" + name.length() + "}")).startsWith("+ ");
                    assertThat(program.ask(name + " {" + password.length() + "}"))
                            .startsWith("+ ");
                    program.send(password + "\r\n");
                }
                case "short literals" ->
                    program.send("a LOGIN ann {" + password.length() + "+}\r\n" + password + "\r\n");
                case "plain" -> {
                    assertThat(program.ask("a AUTHENTICATE PLAIN")).isEqualTo("+ ");
                    program.send(plain() + "\r\n");
                }
                case "plain at once" -> program.send("a AUTHENTICATE PLAIN " + plain() + "\r\n");
                case "login" -> {
                    assertThat(program.ask("a AUTHENTICATE LOGIN")).isEqualTo("+ " + base64("Username:"));
                    assertThat(program.ask(base64(name))).isEqualTo("+ " + base64("Password:"));
                    program.send(base64(password) + "\r\n");
                }
                default -> program.send("a LOGIN ann \"" + password + "\"\r\nb NOOP\r\nc NOOP\r\n");
            }
            assertThat(program.line()).startsWith("a OK [CAPABILITY ");
            if (way.equals("pipelined")) assertThat(program.until("c ")).containsExactly("b OK done", "c OK done");
        }
    }

    @Test
    void pop3() throws Exception {
        try (Program program = town.program(Protocol.POP3)) {
            assertThat(program.line()).startsWith("+OK ");
            assertThat(program.ask("CAPA", ".")).contains("USER", "SASL PLAIN LOGIN", "STLS", "UIDL", "TOP");
            assertThat(program.ask("USER " + Town.ANN)).startsWith("+OK");
            assertThat(program.ask("PASS " + town.password)).isEqualTo("+OK signed in");
            assertThat(program.ask("RETR 1", ".")).contains("Subject: hello", "..dot");
            assertThat(program.ask("QUIT")).startsWith("+OK");
        }
        // The token in a line of its own: nothing else is taken by Exchange.
        assertThat(town.mail.commands).contains("AUTH XOAUTH2").noneMatch(line -> line.startsWith("AUTH XOAUTH2 "));
        try (Program program = town.program(Protocol.POP3)) {
            program.line();
            assertThat(program.ask("AUTH", ".")).containsExactly("+OK", "PLAIN", "LOGIN", ".");
            assertThat(program.ask("AUTH PLAIN " + plain())).isEqualTo("+OK signed in");
        }
    }

    @Test
    void smtp() throws Exception {
        for (int time = 0; time < 2; time++) {
            try (Program program = town.program(Protocol.SMTP)) {
                assertThat(program.line()).startsWith("220 ");
                var offered = program.ask("EHLO printer", "250 ");
                assertThat(offered).contains("250-STARTTLS", "250-AUTH PLAIN LOGIN", "250 AUTH=PLAIN LOGIN");
                // What the provider can is known as soon as somebody was there.
                if (time == 1) assertThat(offered).contains("250-SIZE 157286400", "250-CHUNKING", "250-DSN");
                else assertThat(offered).noneMatch(line -> line.contains("SIZE"));
                assertThat(program.ask("MAIL FROM:<ann@contoso.test>")).startsWith("530 5.7.0");
                assertThat(program.ask(time == 0 ? "AUTH PLAIN " + plain() : "AUTH LOGIN"))
                        .isEqualTo(time == 0 ? "235 2.7.0 signed in" : "334 " + base64("Username:"));
                if (time == 1) {
                    assertThat(program.ask(base64(Town.ANN))).isEqualTo("334 " + base64("Password:"));
                    assertThat(program.ask(base64(town.password))).isEqualTo("235 2.7.0 signed in");
                }
                program.send("MAIL FROM:<ann@contoso.test>\r\nRCPT TO:<bob@contoso.test>\r\nDATA\r\n");
                assertThat(program.until("354")).hasSize(3);
                assertThat(program.ask("Subject: x\r\n\r\nhello\r\n.")).isEqualTo("250 2.6.0 queued");
                assertThat(program.ask("QUIT")).startsWith("221");
            }
        }
        assertThat(town.mail.received.get()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void tlsInWhateverWay(Protocol protocol) throws Exception {
        String begin = switch (protocol) {
            case IMAP -> "a STARTTLS";
            case POP3 -> "STLS";
            case SMTP -> "STARTTLS";
        };
        try (Program late = town.program(protocol)) {
            late.line();
            assertThat(late.ask(begin)).contains("begin TLS");
            late.tls();
            signIn(late, protocol);
        }
        try (Program atOnce = town.program(protocol)) {
            atOnce.tls();
            atOnce.line();
            signIn(atOnce, protocol);
        }
    }

    private void signIn(Program program, Protocol protocol) throws Exception {
        switch (protocol) {
            case IMAP -> {
                assertThat(program.ask("b CAPABILITY", "b ").getFirst()).doesNotContain("STARTTLS");
                assertThat(program.ask("c LOGIN ann " + town.password)).startsWith("c OK");
            }
            case POP3 -> assertThat(program.ask("AUTH PLAIN " + plain())).startsWith("+OK");
            case SMTP -> {
                assertThat(program.ask("EHLO x", "250 ")).doesNotContain("250-STARTTLS");
                assertThat(program.ask("AUTH PLAIN " + plain())).startsWith("235");
            }
        }
    }

    @Test
    void whoSpeaksAnotherProtocolIsToldItsPort() throws Exception {
        try (Program program = town.program(Protocol.IMAP)) {
            program.line();
            assertThat(program.ask("EHLO x"))
                    .isEqualTo("521 5.5.1 this is the port for IMAP; SMTP is on port "
                            + town.gateway.ports().get(Protocol.SMTP));
        }
    }

    @Test
    void wrongPasswordIsRefusedSlowerEachTimeAndOthersAreNot() throws Exception {
        try (Program program = town.program(Protocol.IMAP)) {
            program.line();
            for (int i = 0; i < 12; i++)
                assertThat(program.ask("a" + i + " LOGIN ann wrong" + i % 3))
                        .startsWith("a" + i + " NO [AUTHENTICATIONFAILED] This is not a password that the gateway");
            assertThat(program.ask("b LOGIN nobody@contoso.test x")).startsWith("b NO [AUTHENTICATIONFAILED]");
            assertThat(program.ask("c LOGIN ann " + town.password)).startsWith("c OK");
        }
        assertThat(town.pauses).startsWith(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(town.pauses.getLast()).isEqualTo(Duration.ofSeconds(20));
        assertThat(town.mail.signIns.get()).isEqualTo(1);
    }

    @Test
    void thousandWrongPasswordsDoNotKeepTheRightOneOut() throws Exception {
        for (int i = 0; i < 25; i++) {
            try (Program program = town.program(Protocol.SMTP)) {
                program.line();
                program.ask("EHLO x", "250 ");
                for (int j = 0; j < 40; j++)
                    assertThat(program.ask("AUTH PLAIN " + base64("\0ann@contoso.test\0wrong")))
                            .startsWith("535 5.7.8");
            }
        }
        try (Program program = town.program(Protocol.POP3)) {
            program.line();
            assertThat(program.ask("AUTH PLAIN " + plain())).isEqualTo("+OK signed in");
        }
        assertThat(town.pauses).hasSize(1000);
        assertThat(town.mail.signIns.get()).isEqualTo(1);
    }

    @Test
    void whatIsNotSpokenIsRefusedAndTheSessionGoesOn() throws Exception {
        try (Program program = town.program(Protocol.IMAP)) {
            program.line();
            assertThat(program.ask("a AUTHENTICATE XOAUTH2 abc")).startsWith("a BAD only PLAIN and LOGIN");
            assertThat(program.ask("b AUTHENTICATE PLAIN ***")).startsWith("b BAD ");
            program.ask("c AUTHENTICATE PLAIN");
            assertThat(program.ask("*")).startsWith("c BAD ");
            assertThat(program.ask("d LOGIN \"ann")).startsWith("d BAD ");
            assertThat(program.ask("x".repeat(10_000))).startsWith("* BAD ");
            assertThat(program.ask("e LOGIN {5000}")).startsWith("e BAD ");
            assertThat(program.ask("f LOGIN ann " + town.password)).startsWith("f OK");
        }
    }

    @Test
    void accountThatIsAddedLaterIsThere() throws Exception {
        String first = town.password;
        town.add("bob@contoso.test", Habits.NONE);
        for (String user : new String[] {"ann", "bob@contoso.test"}) {
            try (Program program = town.program(Protocol.IMAP)) {
                program.line();
                String password = user.equals("ann") ? first : town.password;
                assertThat(program.ask("a LOGIN " + user + " " + password)).startsWith("a OK");
                String other = user.equals("ann") ? town.password : first;
                assertThat(other).isNotEqualTo(password);
            }
        }
        try (Program program = town.program(Protocol.IMAP)) {
            program.line();
            assertThat(program.ask("a LOGIN ann " + town.password)).startsWith("a NO [AUTHENTICATIONFAILED]");
        }
    }

    @ParameterizedTest
    @CsvSource({"OAUTHBEARER, true", "XOAUTH2, false"})
    void mechanismThatTheProviderHas(String mechanism, boolean challenges) throws Exception {
        town.mail.mechanism = mechanism;
        town.mail.challenges = challenges;
        for (Protocol each : Protocol.values()) {
            try (Program program = town.program(each)) {
                program.line();
                if (each == Protocol.SMTP) program.ask("EHLO x", "250 ");
                String command = each == Protocol.IMAP ? "a AUTHENTICATE PLAIN " : "AUTH PLAIN ";
                assertThat(program.ask(command + plain())).contains("signed in");
            }
        }
        assertThat(town.mail.commands.stream().filter(line -> line.contains(mechanism)))
                .hasSize(3);
    }
}
