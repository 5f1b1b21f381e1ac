package org.mailstead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mailstead.milter.Filtering;
import org.mailstead.milter.Macros;
import org.mailstead.milter.MilterAddress;
import org.mailstead.milter.MilterAnswer;
import org.mailstead.milter.MilterAnswer.Changes;
import org.mailstead.milter.MilterAnswer.Edit;
import org.mailstead.milter.MilterAnswer.Refuse;
import org.mailstead.milter.MilterMail;
import org.mailstead.smtp.Gate.Decision;
import org.mailstead.smtp.Gate.Judged;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.SmtpEnvelope;
import org.mailstead.smtp.SmtpPeer;
import org.mailstead.smtp.SmtpRecipient;

class FilterSessionTest {
    private static final MilterAddress WHERE =
            MilterAddress.parse("unix:/run/filter").orElseThrow();
    private static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.10"), 1);
    private static final SmtpPeer PEER = new SmtpPeer("c1", CLIENT, "mail.sender.test", true, Optional.empty());
    private static final SmtpRecipient ANN =
            SmtpRecipient.of(Town.address("ann@receiver.test").orElseThrow());
    private static final SmtpRecipient BOB =
            SmtpRecipient.of(Town.address("bob@receiver.test").orElseThrow());
    private static final SmtpEnvelope ENVELOPE =
            new SmtpEnvelope("ID", Town.address("a@sender.test"), MailParameters.USUAL, List.of(ANN, BOB), PEER);
    private static final String MAIL =
            "Return-Path: <a@sender.test>\nReceived: x\nSubject: one\n two\nSubject: three\nX-Spam: old\n\ntext\n";

    private final Town town = new Town();
    private final List<String> seen = new ArrayList<>();
    private static final MilterAnswer FINE = new MilterAnswer.Accept(List.of(), "", Changes.NONE);
    private MilterAnswer answer = FINE;
    private String refusedAt = "";
    private boolean isThere = true;

    /** Notes what it is told, and refuses what begins as it was told to. */
    private final class Scripted implements Filtering {
        private final Supplier<MilterAnswer> says;

        Scripted(Supplier<MilterAnswer> says) {
            this.says = says;
        }

        private Optional<Refuse> step(String step) {
            seen.add(step);
            return !refusedAt.isEmpty() && step.startsWith(refusedAt)
                    ? Optional.of(new Refuse(550, "5.7.1", "no " + step))
                    : Optional.empty();
        }

        @Override
        public Optional<Refuse> connect(InetSocketAddress client, String name, Macros macros) {
            return step("connect " + name);
        }

        @Override
        public Optional<Refuse> hello(String name, Macros macros) {
            return step("hello " + name);
        }

        @Override
        public Optional<Refuse> mail(String sender, Macros macros) {
            return step("mail " + sender);
        }

        @Override
        public Optional<Refuse> recipient(String recipient, Macros macros) {
            return step("rcpt " + recipient);
        }

        @Override
        public MilterAnswer message(MilterMail mail, Macros macros) throws IOException {
            seen.add("message");
            for (var field : mail.fields()) seen.add(field.name() + ":" + field.value());
            seen.add(new String(mail.body().open().readAllBytes(), StandardCharsets.US_ASCII));
            return says.get();
        }

        @Override
        public void close() {
            seen.add("closed");
        }
    }

    /** With filters that say these things, one after the other. */
    private PolicyGate gate(MilterAnswer... answers) {
        var facts = new Facts(town.surroundings(), CLIENT.getAddress());
        var sessions = Stream.of(answers)
                .map(each -> new Filter(WHERE, () -> new Scripted(() -> each), false))
                .map(filter -> new FilterSession(filter, facts, CLIENT))
                .toList();
        var listeners = new PolicyGate.Listeners(new TarPit(), CheckedMail.NOBODY);
        return new PolicyGate(List.of(), sessions, facts, "c1", true, listeners);
    }

    private static MilterAnswer.Accept header(Edit... edits) {
        return new MilterAnswer.Accept(List.of(edits), "", Changes.NONE);
    }

    private PolicyGate gate(boolean letsInUnasked) {
        var filter = new Filter(
                WHERE,
                () -> {
                    if (!isThere) throw new IOException("no such file");
                    return new Scripted(() -> answer);
                },
                letsInUnasked);
        var facts = new Facts(town.surroundings(), CLIENT.getAddress());
        var session = new FilterSession(filter, facts, CLIENT);
        return new PolicyGate(
                List.of(),
                List.of(session),
                facts,
                "c1",
                true,
                new PolicyGate.Listeners(new TarPit(), CheckedMail.NOBODY));
    }

    private static String text(Decision decision) {
        return decision instanceof Decision.Refuse(var reply, var _) ? reply.toString() : "fine";
    }

    private String whole(PolicyGate gate) {
        var texts = new ArrayList<String>();
        texts.add(text(gate.connected()));
        texts.add(text(gate.hello("mail.sender.test")));
        texts.add(text(gate.sender(PEER, Town.address("a@sender.test"))));
        texts.add(text(gate.recipient(PEER, Town.address("a@sender.test"), ANN.address(), 0)));
        texts.add(text(gate.recipient(PEER, Town.address("a@sender.test"), BOB.address(), 1)));
        return String.join("; ", texts);
    }

    private static @Nullable String content(Judged judged) throws IOException {
        if (!(judged instanceof Judged.Taken taken)) return null;
        try (var message = taken.message();
                var in = message.open()) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void theFilterIsToldOfEachStepAndSeesWhatCame() throws IOException {
        PolicyGate gate = gate(false);
        assertThat(whole(gate)).isEqualTo("fine; fine; fine; fine; fine");
        try (var message = Town.message(MAIL)) {
            assertThat(gate.message(ENVELOPE, message)).isInstanceOf(Judged.Taken.class);
        }
        gate.ended();
        assertThat(seen)
                .containsExactly(
                        "connect mail.sender.test",
                        "hello mail.sender.test",
                        "mail a@sender.test",
                        "rcpt ann@receiver.test",
                        "rcpt bob@receiver.test",
                        "message",
                        "Subject: one\r\n two",
                        "Subject: three",
                        "X-Spam: old",
                        "text\r\n",
                        "closed");
    }

    @Test
    void itRefusesWhatItWantsTo() {
        refusedAt = "rcpt ann";
        assertThat(whole(gate(false))).isEqualTo("fine; fine; fine; 550 5.7.1 no rcpt ann@receiver.test; fine");
        refusedAt = "mail";
        assertThat(whole(gate(false))).startsWith("fine; fine; 550 5.7.1 no mail a@sender.test; ");
        refusedAt = "connect";
        assertThat(whole(gate(false))).startsWith("550 5.7.1 no connect");
    }

    @Test
    void itsWordAboutTheMessageIsOurs() throws IOException {
        answer = new Refuse(554, "5.7.9", "spam");
        PolicyGate gate = gate(false);
        whole(gate);
        try (var message = Town.message(MAIL)) {
            assertThat(gate.message(ENVELOPE, message))
                    .isInstanceOfSatisfying(
                            Judged.Refused.class,
                            refused -> assertThat(refused.reply().toString()).isEqualTo("554 5.7.9 spam"));
        }
    }

    @Test
    void whenItIsNotThereMailWaitsOrNotAndItIsAskedAgainForTheNext() {
        isThere = false;
        PolicyGate waits = gate(false);
        String later = "451 4.3.0 a mail filter here does not answer, try again later";
        assertThat(whole(waits)).isEqualTo("fine; fine; " + String.join("; ", List.of(later, later, later)));
        isThere = true;
        assertThat(text(waits.sender(PEER, Optional.empty()))).isEqualTo("fine");
        assertThat(seen).containsExactly("connect mail.sender.test", "hello mail.sender.test", "mail ");
        isThere = false;
        assertThat(whole(gate(true))).isEqualTo("fine; fine; fine; fine; fine");
    }

    @Test
    void itsChangesAreMade() throws IOException {
        answer = new MilterAnswer.Accept(
                List.of(
                        new Edit.Add("X-New", "a\n b\n\nX-Evil: c"),
                        new Edit.Change("subject", 2, ""),
                        new Edit.Change("X-Spam", 1, "new")),
                "looks bad",
                new Changes(
                        "",
                        List.of("eve@receiver.test", "no address"),
                        List.of("BOB@receiver.test"),
                        "other\ntext\r\n".getBytes(StandardCharsets.US_ASCII)));
        PolicyGate gate = gate(false);
        whole(gate);
        try (var message = Town.message(MAIL)) {
            var taken = (Judged.Taken) gate.message(ENVELOPE, message);
            assertThat(taken.envelope().sender()).isEmpty();
            assertThat(taken.envelope().recipients())
                    .containsExactly(
                            ANN,
                            SmtpRecipient.of(Town.address("eve@receiver.test").orElseThrow()));
            assertThat(taken.notes().junk()).isTrue();
            assertThat(content(taken))
                    .contains("\r\nX-New: a\r\n\tb\r\n\tX-Evil: c\r\nX-Spam: new\r\nReceived: x\r\n"
                            + "Subject: one\r\n two\r\n\r\nother\r\ntext\r\n")
                    .endsWith("text\r\n");
        }
    }

    @Test
    void eachIsShownWhatThoseBeforeItHaveChanged() throws IOException {
        var changes = new Changes(null, List.of(), List.of(), "other\ntext\n".getBytes(StandardCharsets.US_ASCII));
        PolicyGate gate = gate(
                new MilterAnswer.Accept(
                        List.of(new Edit.Add("X-First", "a\n b"), new Edit.Change("X-Spam", 1, "new")), "", changes),
                // Of what the first put there one field goes, and of what came another.
                header(
                        new Edit.Change("x-spam", 1, ""),
                        new Edit.Change("Subject", 2, "four"),
                        new Edit.Add("X-Second", "c")),
                header(
                        new Edit.Change("Subject", 1, ""),
                        new Edit.Change("Nothing", 1, ""),
                        new Edit.Change("X-Second", 1, ""),
                        new Edit.Change("X-Second", 1, "")));
        whole(gate);
        seen.clear();
        try (var message = Town.message(MAIL)) {
            var taken = (Judged.Taken) gate.message(ENVELOPE, message);
            String text = "other\r\ntext\r\n";
            assertThat(String.join("|", seen).split("message\\|", -1))
                    .containsExactly(
                            "",
                            "Subject: one\r\n two|Subject: three|X-Spam: old|text\r\n|",
                            "X-First: a\r\n\tb|X-Spam: new|Subject: one\r\n two|Subject: three|" + text + "|",
                            "X-First: a\r\n\tb|Subject: four|X-Second: c|Subject: one\r\n two|" + text);
            assertThat(content(taken))
                    .endsWith("\r\nX-First: a\r\n\tb\r\nReceived: x\r\nSubject: one\r\n two\r\n\r\n" + text);
        }
    }

    @Test
    void whatItWantsForNobodyIsRefused() throws IOException {
        answer = new MilterAnswer.Accept(
                List.of(), "", new Changes(null, List.of(), List.of("ann@receiver.test", "bob@receiver.test")));
        PolicyGate gate = gate(false);
        whole(gate);
        try (var message = Town.message(MAIL)) {
            assertThat(gate.message(ENVELOPE, message)).isInstanceOf(Judged.Refused.class);
        }
    }
}
