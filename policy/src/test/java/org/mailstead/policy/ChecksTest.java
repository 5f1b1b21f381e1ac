package org.mailstead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each check by itself: facts in, verdict out. */
class ChecksTest {
    private final Town town = new Town();

    /** As {@code refuse 550 5.7.1}. */
    static String text(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Pass _ -> "pass";
            case Verdict.Refuse(var reply, var _) -> "refuse " + reply.code() + " " + reply.status();
            case Verdict.TryLater(var reply, var _) -> "later " + reply.code() + " " + reply.status();
            case Verdict.Mark _ -> "mark";
            case Verdict.Change _ -> "change";
            case Verdict.SlowDown(var by, var _) -> "slow " + by.toMillis();
        };
    }

    @ParameterizedTest
    @CsvSource({
        "mx.receiver.test, refuse 550 5.7.1",
        "MX.Receiver.test., refuse 550 5.7.1",
        "mail.sender.test, pass",
        "receiver.test, pass",
    })
    void nobodyElseHasOurName(String hello, String expected) {
        assertThat(text(new OwnNameCheck().judge(town.mail("192.0.2.10", hello, "a@sender.test"))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.10, mail.sender.test, ENFORCE, pass",
        "192.0.2.10, WORKGROUP, ENFORCE, refuse 550 5.7.1",
        "192.0.2.10, WORKGROUP, REPORT, pass",
        "192.0.2.10, 192.0.2.10, ENFORCE, refuse 550 5.7.1",
        "192.0.2.10, [192.0.2.10], ENFORCE, pass",
        "192.0.2.10, [192.0.2.11], ENFORCE, refuse 550 5.7.1",
        "192.0.2.10, [mail], ENFORCE, refuse 550 5.7.1",
        "192.0.2.10, [192.0.2.10, ENFORCE, refuse 550 5.7.1",
        "2001:db8::1, [IPv6:2001:db8::1], ENFORCE, pass",
        "2001:db8::1, [ipv6:2001:db8::2], ENFORCE, refuse 550 5.7.1",
        "2001:db8::1, 2001:db8::1, ENFORCE, refuse 550 5.7.1",
    })
    void aClientSaysItsName(String client, String hello, Use use, String expected) {
        assertThat(text(new HelloCheck(use).judge(town.mail(client, hello, "a@sender.test"))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "a@sender.test, 5, pass",
        "'', 0, pass",
        "'', 1, refuse 550 5.5.3",
    })
    void aBounceIsForOne(String sender, int before, String expected) {
        var facts = town.mail("192.0.2.10", "mail.sender.test", sender);
        facts.recipient(Town.address("ann@receiver.test").orElseThrow(), before);
        assertThat(text(new BounceCheck().judge(facts))).isEqualTo(expected);
    }

    @Test
    void aNetworkMayBringSoMuch() {
        var check = RateCheck.of(2);
        for (String expected : List.of("pass", "pass", "later 450 4.7.1"))
            assertThat(text(check.judge(town.mail("192.0.2.10", "x.test", "")))).isEqualTo(expected);
        assertThat(text(check.judge(town.mail("192.0.2.200", "x.test", "")))).isEqualTo("later 450 4.7.1");
        assertThat(text(check.judge(town.mail("192.0.3.10", "x.test", "")))).isEqualTo("pass");
    }

    @Test
    void whoIsUnknownComesBackLater() {
        var facts = town.mail("192.0.2.10", "x.test", "a@sender.test");
        facts.recipient(Town.address("ann@receiver.test").orElseThrow(), 0);
        Newcomers nobodyKnown = (client, sender, recipient, now, delay) -> Newcomers.Standing.TOO_EARLY;
        var check = new GreylistCheck(
                nobodyKnown, Duration.ofMinutes(5), (other, _) -> other.local().equals("friend"));
        assertThat(text(check.judge(facts))).isEqualTo("later 450 4.7.1");
        facts.recipient(Town.address("postmaster@receiver.test").orElseThrow(), 0);
        assertThat(text(check.judge(facts))).isEqualTo("pass");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.10, a@sender.test, ENFORCE, pass",
        "203.0.113.1, a@sender.test, ENFORCE, refuse 550 5.7.23",
        "203.0.113.1, a@sender.test, REPORT, pass",
        "203.0.113.1, a@soft.test, ENFORCE, pass",
        "203.0.113.1, a@down.test, ENFORCE, pass",
        "203.0.113.1, a@nothing.test, ENFORCE, pass",
    })
    void spf(String client, String sender, Use use, String expected) {
        assertThat(text(new SpfCheck(use).judge(town.mail(client, "mail.sender.test", sender))))
                .isEqualTo(expected);
    }

    @Test
    void spfTellsWhatTheDomainWantsToBeTold() {
        var verdict = new SpfCheck(Use.ENFORCE).judge(town.mail("203.0.113.1", "x.test", "a@sender.test"));
        assertThat(((Verdict.Refuse) verdict).reply().lines().getFirst())
                .endsWith("; sender.test says: ask postmaster@sender.test");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.10, ENFORCE, pass",
        "192.0.2.11, ENFORCE, later 450 4.7.25",
        "192.0.2.12, ENFORCE, pass",
        "203.0.113.1, ENFORCE, later 450 4.7.25",
        "203.0.113.1, REPORT, pass",
    })
    void theClientsName(String client, Use use, String expected) {
        assertThat(text(new ClientNameCheck(use).judge(town.mail(client, "x.test", "a@sender.test"))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "a@strict.test, ENFORCE, refuse 550 5.7.1",
        "a@strict.test, REPORT, pass",
        "a@mild.test, ENFORCE, mark",
        "a@watch.test, ENFORCE, pass",
        "a@trying.test, ENFORCE, mark",
        "a@down.test, ENFORCE, pass",
        "a@nothing.test, ENFORCE, pass",
        "'a@strict.test>\nFrom: <b@sender.test', ENFORCE, mark",
    })
    void dmarc(String author, Use use, String expected) {
        var facts = town.mail("192.0.2.10", "mail.sender.test", "a@sender.test");
        try (var message = Town.message("From: <" + author + ">\n\ntext\n")) {
            facts.message(message);
            assertThat(text(new DmarcCheck(use, List.of()).judge(facts))).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.1, a@sender.test, ENFORCE, slow 5000",
        "203.0.113.1, friend@sender.test, ENFORCE, slow 5000",
        "203.0.113.1, a@nothing.test, ENFORCE, slow 5000",
        "203.0.113.1, a@nothing.test, REPORT, pass",
        "203.0.113.1, '', ENFORCE, pass",
        "203.0.113.1, a@down.test, ENFORCE, pass",
        "192.0.2.12, a@soft.test, ENFORCE, pass",
        "192.0.2.10, a@soft.test, ENFORCE, pass",
        "192.0.2.10, friend@sender.test, ENFORCE, pass",
    })
    void strangersWithoutAnythingToShowWait(String client, String sender, Use use, String expected) {
        var check = new StrangerCheck(use, (other, _) -> other.local().equals("friend"));
        var facts = town.mail(client, "mail.sender.test", sender);
        facts.recipient(Town.address("ann@receiver.test").orElseThrow(), 0);
        assertThat(text(check.judge(facts))).isEqualTo(expected);
    }

    /** Anybody can write a known address into MAIL FROM: only SPF makes it one. */
    @ParameterizedTest
    @CsvSource({
        "192.0.2.10, friend@sender.test, pass",
        "192.0.2.10, a@sender.test, later 450 4.7.1",
        "203.0.113.1, friend@sender.test, later 450 4.7.1",
    })
    void friendsAreNotGreylisted(String client, String sender, String expected) {
        var check = new GreylistCheck(
                (_, _, _, _, _) -> Newcomers.Standing.TOO_EARLY,
                Duration.ofMinutes(5),
                (other, _) -> other.local().equals("friend"));
        var facts = town.mail(client, "mail.sender.test", sender);
        facts.recipient(Town.address("ann@receiver.test").orElseThrow(), 0);
        assertThat(text(check.judge(facts))).isEqualTo(expected);
    }
}
