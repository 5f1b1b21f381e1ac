package org.mailstead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.smtp.Gate;
import org.mailstead.smtp.Gate.Decision;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.SmtpEnvelope;
import org.mailstead.smtp.SmtpPeer;
import org.mailstead.smtp.SmtpProfile;
import org.mailstead.smtp.SmtpRecipient;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;

/** How the verdicts of several checks become one decision. */
class PolicyGateTest {
    private static final SmtpPeer PEER = new SmtpPeer(
            "c1",
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.10"), 4711),
            "mail.sender.test",
            true,
            Optional.empty());

    private final Town town = new Town();
    private final List<String> told = new ArrayList<>();

    private record Fixed(Stage stage, String name, Function<Facts, Verdict> judge) implements Check {
        @Override
        public Description description() {
            return new Description(stage, name, true, "", "");
        }

        @Override
        public Verdict judge(Facts facts) {
            return judge.apply(facts);
        }
    }

    private PolicyGate gate(Check... checks) {
        return new PolicyGate(
                List.of(checks),
                new Facts(town.surroundings(), PEER.address().getAddress()),
                "c1",
                true,
                new PolicyGate.Listeners(
                        new TarPit(),
                        (findings, applied) ->
                                told.add(findings.dmarc().result().word()
                                        + applied.map(why -> " " + why.type()).orElse(""))));
    }

    private static Check always(Stage stage, String name, Verdict verdict) {
        return new Fixed(stage, name, facts -> verdict);
    }

    private static Verdict refusal(String text) {
        return new Verdict.Refuse(Replies.of(550, "5.7.1", text), text);
    }

    @Test
    void theFirstThatRefusesHasTheLastWord() {
        var gate = gate(
                always(Stage.MAIL, "a", Verdict.PASS),
                always(Stage.MAIL, "b", refusal("first")),
                always(Stage.MAIL, "c", refusal("second")));
        assertThat(gate.hello("x.test")).isEqualTo(Decision.GO_ON);
        assertThat(gate.sender(PEER, Optional.empty()))
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refused -> assertThat(refused.reply().lines()).containsExactly("first"));
    }

    @Test
    void waitsAddUpWithinBounds() {
        var second = new Verdict.SlowDown(Duration.ofSeconds(1), "slow");
        var hour = new Verdict.SlowDown(Duration.ofHours(1), "slow");
        assertThat(gate(always(Stage.CONNECT, "a", second), always(Stage.CONNECT, "b", second))
                        .connected())
                .isEqualTo(new Decision.GoOn(Duration.ofSeconds(2)));
        assertThat(gate(always(Stage.CONNECT, "a", hour)).connected())
                .isEqualTo(new Decision.GoOn(Duration.ofSeconds(20)));
    }

    @Test
    void aMarkAtAnyStageIsSeenOnTheMessageAndOnItAlone() throws IOException {
        boolean[] marked = {true};
        var gate = gate(
                new Fixed(Stage.RECIPIENT, "odd", facts -> marked[0] ? new Verdict.Mark("looks odd") : Verdict.PASS));
        assertThat(message(gate)).contains("Mailstead-Junk: odd: looks odd\r\n");
        marked[0] = false;
        assertThat(message(gate)).doesNotContain("Mailstead-Junk");
    }

    /** The message as it comes out, with the story before it. */
    private static String message(Gate gate) throws IOException {
        var sender = Town.address("a@sender.test");
        var recipient = Town.address("b@receiver.test").orElseThrow();
        gate.sender(PEER, sender);
        assertThat(gate.recipient(PEER, sender, recipient, 0)).isEqualTo(Decision.GO_ON);
        var envelope = new SmtpEnvelope("ID", sender, MailParameters.USUAL, List.of(SmtpRecipient.of(recipient)), PEER);
        try (var message = Town.message("Return-Path: <x>\nFrom: <a@sender.test>\n\ntext\n")) {
            var taken = (Gate.Judged.Taken) gate.message(envelope, message);
            try (var changed = taken.message();
                    var in = changed.open()) {
                return taken.notes() + "\n" + new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            }
        }
    }

    @Test
    void whatIsSaidForEachRecipientIsToldOnce() throws IOException {
        var gate = gate(new Fixed(
                Stage.RECIPIENT,
                "odd",
                facts -> facts.recipientsBefore() == 1 ? refusal("not this one") : new Verdict.Mark("looks odd")));
        var sender = Town.address("a@sender.test");
        gate.sender(PEER, sender);
        for (int i = 0; i < 4; i++)
            gate.recipient(PEER, sender, Town.address("b@receiver.test").orElseThrow(), i);
        var envelope = new SmtpEnvelope("ID", sender, MailParameters.USUAL, List.of(), PEER);
        try (var message = Town.message("From: <a@sender.test>\n\ntext\n")) {
            var taken = (Gate.Judged.Taken) gate.message(envelope, message);
            taken.message().close();
            assertThat(taken.notes().story()).hasSize(2).last().isEqualTo("odd: looks odd");
        }
    }

    @Test
    void theStoryTellsWhatWasFoundOut() throws IOException {
        var gate = gate(always(Stage.HELLO, "hello", new Verdict.Pass("odd but fine")));
        gate.hello("mail.sender.test");
        assertThat(message(gate))
                .startsWith("Notes[junk=false, story=[checked: iprev=pass spf=none spf=pass dkim=none dmarc=none,"
                        + " hello: odd but fine]]");
    }

    @ParameterizedTest
    @CsvSource({
        "a@strict.test, b, ENFORCE, fail",
        "a@strict.test, b, REPORT, fail local_policy",
        "a@trying.test, b, ENFORCE, fail",
        "a@watch.test, b, ENFORCE, fail",
        "a@strict.test, dmarc-reports, ENFORCE, ''",
    })
    void whoeverReportsIsToldWhatCameOfIt(String author, String to, Use use, String expected) throws IOException {
        var gate = gate(new DmarcCheck(use, List.of()));
        var sender = Town.address("a@sender.test");
        var recipient = Town.address(to + "@receiver.test").orElseThrow();
        gate.sender(PEER, sender);
        var envelope = new SmtpEnvelope("ID", sender, MailParameters.USUAL, List.of(SmtpRecipient.of(recipient)), PEER);
        try (var message = Town.message("From: <" + author + ">\n\ntext\n")) {
            if (gate.message(envelope, message) instanceof Gate.Judged.Taken(var changed, var _, var _))
                changed.close();
        }
        assertThat(String.join(",", told)).isEqualTo(expected);
    }

    private Policy policy(PolicySettings settings) {
        var store = new MemoryStore(Town.CLOCK);
        var writer = new PartitionWriter(store, new Random(1));
        var memory = new Policy.Memory(
                new Greylist(store, writer),
                new Acquaintances(store, writer),
                new AccountSending(store, writer),
                (account, address, pause) -> {},
                CheckedMail.NOBODY);
        return Policy.of(settings, memory);
    }

    @Test
    void whoIsExemptIsNotLookedAt() {
        var keeper = policy(PolicySettings.STANDARD).gatekeeper(town.surroundings());
        assertThat(keeper.gate(SmtpProfile.MX, "c1", new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 1)))
                .isSameAs(Gate.OPEN);
        assertThat(keeper.gate(SmtpProfile.MX, "c1", new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 1)))
                .isNotSameAs(Gate.OPEN);
        assertThat(policy(PolicySettings.OFF)
                        .gatekeeper(town.surroundings())
                        .gate(SmtpProfile.MX, "c1", new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 1)))
                .isSameAs(Gate.OPEN);
    }
}
