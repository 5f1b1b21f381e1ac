package org.mailstead.policy;

import static org.assertj.core.api.Assertions.assertThat;

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
}
