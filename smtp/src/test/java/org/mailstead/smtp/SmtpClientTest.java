package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.smtp.MailParameters.Body;
import org.mailstead.smtp.MailParameters.Returned;
import org.mailstead.smtp.SmtpClient.Dialect;
import org.mailstead.testkit.ScriptedServer;
import org.mailstead.wire.Connection;

@Timeout(60)
class SmtpClientTest {
    private static final String OLD = """
            S: 220 mx.test ready
            C: EHLO us.test
            S: 250-mx.test hello
            S: 250 SIZE 1000000
            """;

    private static final String MODERN = """
            S: 220-mx.test
            S: 220 ready
            C: EHLO us.test
            S: 250-mx.test hello
            S: 250-PIPELINING
            S: 250-8BITMIME
            S: 250-DSN
            S: 250 SIZE 1000000
            """;

    private static final String TAKEN_AT_ONCE = MODERN + """
            C: MAIL FROM:<me@us.test> SIZE=11 BODY=8BITMIME
            C: RCPT TO:<ann@mx.test>
            C: RCPT TO:<bob@mx.test>
            C: DATA
            S: 250 2.1.0 ok
            S: 250 2.1.5 ok
            S: 250 2.1.5 ok
            S: 354 go on
            C: Hi.
            C: ..dot
            C: .
            """;

    @Test
    void pipelinesWhereItIsOffered() throws IOException {
        assertThat(bring(TAKEN_AT_ONCE + """
                S: 250 2.0.0 stored as 7
                C: QUIT
                S: 221 bye
                """, "ann", "bob"))
                .containsExactly("250 2.0.0 stored as 7", "250 2.0.0 stored as 7");
    }

    @Test
    void goesStepByStepElsewhere() throws IOException {
        assertThat(bring(OLD + """
                C: MAIL FROM:<me@us.test> SIZE=11
                S: 250 ok
                C: RCPT TO:<ann@mx.test>
                S: 550 5.1.1 nobody of
                C: RCPT TO:<bob@mx.test>
                S: 251 will forward
                C: DATA
                S: 354 go on
                C: Hi.
                C: ..dot
                C: .
                S: 250 thanks
                C: QUIT
                CLOSE
                """, "ann", "bob")).containsExactly("550 5.1.1 nobody of", "250 thanks");
    }

    @Test
    void anOldServerIsGreetedInTheOldWay() throws IOException {
        assertThat(bring("""
                S: 220 ancient
                C: EHLO us.test
                S: 502 what
                C: HELO us.test
                S: 250 ok
                C: MAIL FROM:<me@us.test>
                S: 250 ok
                C: RCPT TO:<ann@mx.test>
                S: 250 ok
                C: DATA
                S: 354
                C: Hi.
                C: ..dot
                C: .
                S: 250
                C: QUIT
                S: 221 bye
                """, "ann")).containsExactly("250 ");
    }

    @Test
    void nobodyIsLeftNoContentIsSent() throws IOException {
        assertThat(bring(OLD + """
                C: MAIL FROM:<me@us.test> SIZE=11
                S: 250 ok
                C: RCPT TO:<ann@mx.test>
                S: 450 4.2.1 busy
                C: QUIT
                S: 221 bye
                """, "ann")).containsExactly("450 4.2.1 busy");
        assertThat(bring(MODERN + """
                C: MAIL FROM:<me@us.test> SIZE=11 BODY=8BITMIME
                C: RCPT TO:<ann@mx.test>
                C: DATA
                S: 250 ok
                S: 450 4.2.1 busy
                S: 354 go on nevertheless
                C: .
                S: 554 nothing came
                C: QUIT
                S: 221 bye
                """, "ann")).containsExactly("450 4.2.1 busy");
    }

    @Test
    void whatIsSaidOfTheSenderIsForAll() throws IOException {
        assertThat(bring(MODERN + """
                C: MAIL FROM:<me@us.test> SIZE=11 BODY=8BITMIME
                C: RCPT TO:<ann@mx.test>
                C: RCPT TO:<bob@mx.test>
                C: DATA
                S: 552 5.3.4 too large
                S: 503 5.5.1 MAIL first
                S: 503 5.5.1 MAIL first
                S: 503 5.5.1 MAIL first
                C: QUIT
                S: 221 bye
                """, "ann", "bob")).containsExactly("552 5.3.4 too large", "552 5.3.4 too large");
    }

    @Test
    void lmtpAnswersForEach() throws IOException {
        String script = """
                S: 220 local
                C: LHLO us.test
                S: 250-local
                S: 250 PIPELINING
                C: MAIL FROM:<me@us.test>
                C: RCPT TO:<ann@mx.test>
                C: RCPT TO:<bob@mx.test>
                C: RCPT TO:<eve@mx.test>
                C: DATA
                S: 250 ok
                S: 250 ok
                S: 550 5.1.1 nobody
                S: 250 ok
                S: 354 go on
                C: Hi.
                C: ..dot
                C: .
                S: 250 2.1.5 stored
                S: 452 4.2.2 full
                C: QUIT
                S: 221 bye
                """;
        try (var peer = new ScriptedServer(script);
                var client = greet(peer, Dialect.LMTP, SmtpClientLimits.STANDARD)) {
            assertThat(texts(client.bring(mail("ann", "bob", "eve"))))
                    .containsExactly("250 2.1.5 stored", "550 5.1.1 nobody", "452 4.2.2 full");
        }
    }

    @Test
    void severalMailsGoOverOneConnection() throws IOException {
        String script = TAKEN_AT_ONCE + """
                S: 250 first
                C: MAIL FROM:<me@us.test> SIZE=11 BODY=8BITMIME
                C: RCPT TO:<ann@mx.test>
                C: DATA
                S: 450 4.7.1 slowly
                S: 503 no
                S: 503 no
                C: RSET
                S: 250 ok
                C: MAIL FROM:<me@us.test> SIZE=11 BODY=8BITMIME
                C: RCPT TO:<ann@mx.test>
                C: DATA
                S: 250 ok
                S: 250 ok
                S: 354 go on
                C: Hi.
                C: ..dot
                C: .
                S: 250 third
                C: QUIT
                S: 221 bye
                """;
        try (var peer = new ScriptedServer(script);
                var client = greet(peer, Dialect.SMTP, SmtpClientLimits.STANDARD)) {
            assertThat(texts(client.bring(mail("ann", "bob")))).containsExactly("250 first", "250 first");
            assertThat(texts(client.bring(mail("ann")))).containsExactly("450 4.7.1 slowly");
            assertThat(client.isOpen()).isTrue();
            assertThat(texts(client.bring(mail("ann")))).containsExactly("250 third");
        }
    }

    @Test
    void parametersGoToThoseWhoKnowThem() throws IOException {
        var wants = new MailParameters(Body.SEVEN_BIT, false, false, 3, Returned.HEADERS, "id +1");
        var ann = new SmtpRecipient(
                new SmtpAddress("ann", "mx.test"),
                Set.of(SmtpRecipient.Event.DELAY, SmtpRecipient.Event.SUCCESS),
                "rfc822;a=b@us.test");
        var bob = new SmtpRecipient(new SmtpAddress("bob", "mx.test"), Set.of(), null);
        var mail = new OutgoingMail(Optional.empty(), List.of(ann, bob), wants, SmtpClientTest::content, 11);
        String ending = """
                S: 550 no
                S: 503 no
                S: 503 no
                S: 503 no
                C: QUIT
                S: 221 bye
                """;
        try (var peer = new ScriptedServer(MODERN + """
                C: MAIL FROM:<> SIZE=11 BODY=7BIT RET=HDRS ENVID=id+20+2B1
                C: RCPT TO:<ann@mx.test> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;a+3Db@us.test
                C: RCPT TO:<bob@mx.test> NOTIFY=NEVER
                C: DATA
                """ + ending);
                var client = greet(peer, Dialect.SMTP, SmtpClientLimits.STANDARD)) {
            assertThat(texts(client.bring(mail))).containsExactly("550 no", "550 no");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CLOSE", "RESET"})
    void whoeverLeavesAfterTheContentMayHaveIt(String leaving) throws IOException {
        assertThat(bring(TAKEN_AT_ONCE + leaving + "\n", "ann", "bob").getFirst())
                .startsWith(
                        "4.4.2 The conversation broke off after the content was sent, so that the server may have it: it ")
                .contains("the connection");
    }

    @Test
    void whatWasRefusedBeforeItBrokeOffStaysRefused() throws IOException {
        assertThat(bring(OLD + """
                C: MAIL FROM:<me@us.test> SIZE=11
                S: 250 ok
                C: RCPT TO:<ann@mx.test>
                S: 550 5.1.1 nobody
                C: RCPT TO:<bob@mx.test>
                CLOSE
                """, "ann", "bob"))
                .containsExactly(
                        "550 5.1.1 nobody",
                        "4.4.2 The conversation broke off after the recipients were named: it closed the connection.");
    }

    @Test
    void rubbishIsNoAnswer() throws IOException {
        assertThat(bring(TAKEN_AT_ONCE + "S: <html>hello</html>\nSILENCE\n", "ann", "bob")
                        .getFirst())
                .contains("it answered what is no SMTP: <html>hello</html>");
        assertThat(bring(TAKEN_AT_ONCE + "S: 250-one\nS: 550 two\nSILENCE\n", "ann", "bob")
                        .getFirst())
                .contains("two codes at once, 250 and 550");
        assertThat(bring(TAKEN_AT_ONCE + "S: 250-\n".repeat(101) + "SILENCE\n", "ann", "bob")
                        .getFirst())
                .contains("its answer has no end");
        assertThat(bring(TAKEN_AT_ONCE + "S: 199 hm\nSILENCE\n", "ann", "bob").getFirst())
                .contains("no SMTP: 199 hm");
    }

    @Test
    void aYesInThePlaceOfDataIsNoYes() throws IOException {
        assertThat(bring(OLD + """
                C: MAIL FROM:<me@us.test> SIZE=11
                S: 250 ok
                C: RCPT TO:<ann@mx.test>
                S: 250 ok
                C: DATA
                S: 250 ok
                SILENCE
                """, "ann")).containsExactly("4.5.0 The server did not wait for the content: 250 ok");
    }

    @Test
    void whoeverClosesWith421IsNotAskedAgain() throws IOException {
        String script = OLD + """
                C: MAIL FROM:<me@us.test> SIZE=11
                S: 421 4.3.2 going down
                CLOSE
                """;
        try (var peer = new ScriptedServer(script);
                var client = greet(peer, Dialect.SMTP, SmtpClientLimits.STANDARD)) {
            assertThat(texts(client.bring(mail("ann")))).containsExactly("421 4.3.2 going down");
            assertThat(client.isOpen()).isFalse();
        }
    }

    @Test
    void silenceHasAnEnd() throws IOException {
        Duration moment = Duration.ofMillis(100);
        Duration minute = Duration.ofMinutes(1);
        var impatient = new SmtpClientLimits(minute, minute, minute, minute, moment, moment);
        try (var peer = new ScriptedServer(TAKEN_AT_ONCE + "SILENCE\n");
                var client = greet(peer, Dialect.SMTP, impatient)) {
            assertThat(texts(client.bring(mail("ann", "bob"))).getFirst()).contains("may have it: the peer ");
        }
    }

    @Test
    void whoeverDoesNotWantUsSaysSo() throws IOException {
        refused("S: 554 5.7.1 your address has no name\nSILENCE\n", "greeting: 554 5.7.1 your address has no name");
        refused("S: 220 hi\nC: EHLO us.test\nS: 450 4.7.0 later\nSILENCE\n", "EHLO: 450 4.7.0 later");
        refused(
                "S: 220 hi\nC: EHLO us.test\nS: 550 no\nC: HELO us.test\nS: 550 5.7.1 I said no\nSILENCE\n",
                "HELO: 550 5.7.1 I said no");
    }

    private static void refused(String script, String message) throws IOException {
        try (var peer = new ScriptedServer(script)) {
            assertThatThrownBy(() -> greet(peer, Dialect.SMTP, SmtpClientLimits.STANDARD))
                    .isInstanceOf(SmtpClient.NotWanted.class)
                    .hasMessage(message);
        }
    }

    @Test
    void contentThatCannotBeReadIsNotEnded() throws IOException {
        String script = OLD + """
                C: MAIL FROM:<me@us.test> SIZE=11
                S: 250 ok
                C: RCPT TO:<ann@mx.test>
                S: 250 ok
                C: DATA
                S: 354 go on
                SILENCE
                """;
        OutgoingMail.Content broken = () -> {
            throw new IOException("bad disk");
        };
        try (var peer = new ScriptedServer(script);
                var client = greet(peer, Dialect.SMTP, SmtpClientLimits.STANDARD)) {
            var mail = new OutgoingMail(
                    Optional.of(new SmtpAddress("me", "us.test")),
                    List.of(SmtpRecipient.of(new SmtpAddress("ann", "mx.test"))),
                    MailParameters.USUAL,
                    broken,
                    11);
            assertThat(texts(client.bring(mail)))
                    .containsExactly("4.3.0 The message could not be read on this server.");
            assertThat(client.isOpen()).isFalse();
        }
    }

    private static List<String> bring(String script, String... recipients) throws IOException {
        try (var peer = new ScriptedServer(script);
                var client = greet(peer, Dialect.SMTP, SmtpClientLimits.STANDARD)) {
            return texts(client.bring(mail(recipients)));
        }
    }

    private static SmtpClient greet(ScriptedServer peer, Dialect dialect, SmtpClientLimits limits) throws IOException {
        return SmtpClient.greet(new Connection(peer.connect()), "us.test", dialect, limits);
    }

    private static OutgoingMail mail(String... recipients) {
        var all = new ArrayList<SmtpRecipient>();
        for (String each : recipients) all.add(SmtpRecipient.of(new SmtpAddress(each, "mx.test")));
        var me = Optional.of(new SmtpAddress("me", "us.test"));
        return new OutgoingMail(me, all, MailParameters.USUAL, SmtpClientTest::content, 11);
    }

    private static InputStream content() {
        return new ByteArrayInputStream("Hi.\r\n.dot".getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> texts(List<Answer> answers) {
        return answers.stream()
                .map(answer -> switch (answer) {
                    case Answer.Said(var reply) -> reply.toString();
                    case Answer.Lost(var status, var why, var mayBeTaken) -> status + " " + why;
                })
                .toList();
    }
}
