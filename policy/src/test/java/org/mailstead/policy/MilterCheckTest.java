package org.mailstead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.policy.ChecksTest.text;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailstead.milter.MilterAddress;
import org.mailstead.milter.MilterAnswer;
import org.mailstead.milter.MilterAnswer.Edit;
import org.mailstead.milter.MilterMail;
import org.mailstead.smtp.Gate.Judged;
import org.mailstead.smtp.MailParameters;
import org.mailstead.smtp.SmtpEnvelope;
import org.mailstead.smtp.SmtpPeer;
import org.mailstead.smtp.SmtpRecipient;

class MilterCheckTest {
    private static final MilterAddress WHERE =
            MilterAddress.parse("unix:/run/filter").orElseThrow();
    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.10");
    private static final SmtpEnvelope ENVELOPE = new SmtpEnvelope(
            "ID",
            Town.address("a@sender.test"),
            MailParameters.USUAL,
            List.of(SmtpRecipient.of(Town.address("ann@receiver.test").orElseThrow())),
            new SmtpPeer("c1", new InetSocketAddress(CLIENT, 1), "mail.sender.test", true, Optional.empty()));
    private static final String MAIL =
            "Return-Path: <a@sender.test>\nReceived: x\nSubject: one\n two\nSubject: three\n" + "X-Spam: old\n\ntext\n";

    private final Town town = new Town();
    private final List<MilterMail> shown = new ArrayList<>();

    private Verdict judged(boolean letsInUnasked, MilterCheck.Filter filter) {
        var facts = town.mail("192.0.2.10", "mail.sender.test", "a@sender.test");
        try (var message = Town.message(MAIL)) {
            facts.message(ENVELOPE, message);
            return new MilterCheck(WHERE, filter, letsInUnasked).judge(facts);
        }
    }

    @Test
    void theFilterSeesWhatCameAndNotWhatWeAdded() throws IOException {
        var facts = town.mail("192.0.2.10", "mail.sender.test", "a@sender.test");
        try (var message = Town.message(MAIL)) {
            facts.message(ENVELOPE, message);
            new MilterCheck(
                            WHERE,
                            mail -> {
                                shown.add(mail);
                                assertThat(new String(mail.body().open().readAllBytes(), StandardCharsets.US_ASCII))
                                        .isEqualTo("text\r\n");
                                return new MilterAnswer.Accept(List.of(), "", List.of());
                            },
                            false)
                    .judge(facts);
        }
        assertThat(shown.getFirst().fields())
                .containsExactly(
                        new MilterMail.Field("Subject", "one\r\n two"),
                        new MilterMail.Field("Subject", "three"),
                        new MilterMail.Field("X-Spam", "old"));
        assertThat(shown.getFirst().clientName()).isEqualTo("mail.sender.test");
    }

    @Test
    void itsWordIsOurs() {
        assertThat(text(judged(false, mail -> new MilterAnswer.Refuse(554, "5.7.9", "spam"))))
                .isEqualTo("refuse 554 5.7.9");
        assertThat(text(judged(false, mail -> new MilterAnswer.Refuse(451, "4.7.1", "wait"))))
                .isEqualTo("later 451 4.7.1");
        assertThat(judged(false, mail -> new MilterAnswer.Accept(List.of(), "", List.of())))
                .isEqualTo(Verdict.PASS);
        assertThat(judged(false, mail -> new MilterAnswer.Accept(List.of(), "bad", List.of("another text"))))
                .isEqualTo(new Verdict.Change(List.of(), true, "unix:/run/filter: bad, another text is not done here"));
    }

    @Test
    void whenItDoesNotAnswerMailWaitsOrNot() {
        MilterCheck.Filter broken = mail -> {
            throw new IOException("no such file");
        };
        assertThat(text(judged(false, broken))).isEqualTo("later 451 4.3.0");
        assertThat(judged(true, broken))
                .isEqualTo(new Verdict.Pass("unix:/run/filter could not be asked: no such file"));
    }

    @Test
    void itsChangesAreMade() throws IOException {
        MilterCheck.Filter filter = mail -> new MilterAnswer.Accept(
                List.of(
                        new Edit.Add("X-New", "a\n b\n\nX-Evil: c"),
                        new Edit.Change("subject", 2, ""),
                        new Edit.Change("X-Spam", 1, "new")),
                "",
                List.of());
        var gate = new PolicyGate(
                List.of(new MilterCheck(WHERE, filter, false)),
                new Facts(town.surroundings(), CLIENT),
                "c1",
                true,
                new PolicyGate.Listeners(new TarPit(), CheckedMail.NOBODY));
        try (var message = Town.message(MAIL)) {
            var taken = (Judged.Taken) gate.message(ENVELOPE, message);
            try (var changed = taken.message();
                    var in = changed.open()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
                        .contains("\r\nX-New: a\r\n\tb\r\n\tX-Evil: c\r\nX-Spam: new\r\nReceived: x\r\n"
                                + "Subject: one\r\n two\r\n\r\ntext\r\n");
            }
        }
    }
}
