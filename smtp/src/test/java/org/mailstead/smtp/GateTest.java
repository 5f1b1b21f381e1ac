package org.mailstead.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mailstead.message.Spool;
import org.mailstead.smtp.Gate.Decision;
import org.mailstead.smtp.Gate.Judged;

/** The gate is asked at each stage, and what it says is done. */
@Timeout(30)
class GateTest {
    private static final SmtpReply NO = SmtpReply.of(550, "5.7.1", "not you");

    /** Says what it is told to say, by the words it is asked with, and goes on else. */
    static final class Scripted implements Gate {
        final Map<String, Decision> says = new HashMap<>();
        final List<String> asked = Collections.synchronizedList(new ArrayList<>());
        Optional<Judged> judged = Optional.empty();

        private Decision ask(String question) {
            asked.add(question);
            return says.getOrDefault(question, Decision.GO_ON);
        }

        @Override
        public Decision connected() {
            return ask("connected");
        }

        @Override
        public Decision hello(String name) {
            return ask("hello " + name);
        }

        @Override
        public Decision signInFailed() {
            return ask("sign-in failed");
        }

        @Override
        public Decision sender(SmtpPeer peer, Optional<SmtpAddress> sender) {
            return ask("sender " + sender.map(SmtpAddress::toString).orElse(""));
        }

        @Override
        public Decision recipient(SmtpPeer peer, Optional<SmtpAddress> sender, SmtpAddress recipient, int before) {
            return ask("recipient " + recipient + " " + before);
        }

        @Override
        public Judged message(SmtpEnvelope envelope, Spool message) {
            return judged.orElse(new Judged.Taken(message, new Notes(true, List.of("odd")), envelope));
        }
    }

    private final Scripted gate = new Scripted();

    @Test
    void itIsAskedAtEachStage() throws IOException {
        try (var talk = Talk.guarded(SmtpProfile.MX, gate)) {
            talk.lines("S: 220 *", "C: HELO a.test", "S: 250 *", "C: MAIL FROM:<>", "S: 250 *");
            talk.lines("C: RCPT TO:<ann@example.test>", "S: 250 *", "C: RCPT TO:<nobody@example.test>", "S: 550 *");
            talk.lines("C: RCPT TO:<bob@example.test>", "S: 250 *", "C: DATA", "S: 354 *", "C: x: y", "C: .");
            talk.lines("S: 250 *", "C: QUIT", "S: 221 *");
            assertThat(gate.asked)
                    .containsExactly(
                            "connected",
                            "hello a.test",
                            "sender ",
                            "recipient ann@example.test 0",
                            "recipient bob@example.test 1");
            assertThat(talk.services.delivered.getFirst().envelope().notes())
                    .isEqualTo(new Notes(
                            true,
                            List.of("not for <nobody@example.test>: 550 5.1.1 there is no such address here", "odd")));
        }
    }

    @Test
    void aRefusedClientIsNotGreeted() throws IOException {
        gate.says.put("connected", new Decision.Refuse(NO, Duration.ZERO));
        try (var talk = Talk.guarded(SmtpProfile.MX, gate)) {
            talk.lines("S: 550 5.7.1 not you");
            talk.expectClosed();
        }
    }

    @Test
    void aRefusedCommandIsAnsweredAndTheSessionGoesOn() throws IOException {
        gate.says.put("hello bad.test", new Decision.Refuse(NO, Duration.ZERO));
        gate.says.put("sender x@bad.test", new Decision.Refuse(NO, Duration.ofMillis(10)));
        gate.says.put("recipient ann@example.test 0", new Decision.Refuse(NO, Duration.ZERO));
        gate.says.put("hello end.test", new Decision.End(NO));
        try (var talk = Talk.guarded(SmtpProfile.MX, gate)) {
            talk.lines("S: 220 *", "C: HELO bad.test", "S: 550 5.7.1 not you", "C: MAIL FROM:<>", "S: 503 *");
            talk.lines("C: HELO good.test", "S: 250 *", "C: MAIL FROM:<x@bad.test>", "S: 550 5.7.1 not you");
            talk.lines("C: MAIL FROM:<x@good.test>", "S: 250 *", "C: RCPT TO:<ann@example.test>", "S: 550 5.7.1 *");
            talk.lines("C: RCPT TO:<bob@example.test>", "S: 250 *", "C: HELO end.test", "S: 550 5.7.1 not you");
            talk.expectClosed();
        }
    }

    @Test
    void aRefusedMessageIsNotDelivered() throws IOException {
        gate.judged = Optional.of(new Judged.Refused(NO));
        try (var talk = Talk.guarded(SmtpProfile.MX, gate)) {
            talk.lines("S: 220 *", "C: HELO a.test", "S: 250 *", "C: MAIL FROM:<>", "S: 250 *");
            talk.lines("C: RCPT TO:<ann@example.test>", "S: 250 *", "C: DATA", "S: 354 *", "C: x: y", "C: .");
            talk.lines("S: 550 5.7.1 not you", "C: NOOP", "S: 250 *");
            assertThat(talk.services.delivered).isEmpty();
        }
    }

    @Test
    void whoGuessesWaits() throws IOException {
        gate.says.put("sign-in failed", new Decision.GoOn(Duration.ofMillis(300)));
        try (var talk = Talk.guarded(SmtpProfile.SUBMISSION, gate)) {
            talk.lines("S: 220 *", "C: HELO a.test", "S: 250 *");
            long start = System.nanoTime();
            talk.lines("C: AUTH PLAIN AGFubkBleGFtcGxlLnRlc3QAd3Jvbmc=", "S: 535 *");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
        }
    }
}
