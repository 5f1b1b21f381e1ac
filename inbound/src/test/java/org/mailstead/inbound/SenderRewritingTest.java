package org.mailstead.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.mailstead.smtp.SmtpAddress;

class SenderRewritingTest {
    private static final SmtpAddress ANN = new SmtpAddress("Ann.x=y", "Example.org");

    private Instant now = Instant.parse("2026-01-15T12:00:00Z");
    private final SenderRewriting ours = rewriting(1);

    private SenderRewriting rewriting(int key) {
        return new SenderRewriting(() -> new byte[] {(byte) key}, () -> now);
    }

    @Test
    void theOldAddressIsReadFromTheNewOne() {
        SmtpAddress rewritten = ours.rewritten(ANN, "here.test");
        assertThat(rewritten.domain()).isEqualTo("here.test");
        assertThat(rewritten.local()).matches("SRS0=[a-z2-7]{8}=[a-z2-7]{2}=Example.org=Ann.x=y");
        assertThat(ours.original(rewritten)).contains(ANN);
        SmtpAddress lower = new SmtpAddress(rewritten.local().toLowerCase(Locale.ROOT), "here.test");
        assertThat(ours.original(lower)).contains(new SmtpAddress("ann.x=y", "example.org"));
    }

    @Test
    void nobodyElseMakesSuchAddresses() {
        String local = ours.rewritten(ANN, "here.test").local();
        for (String other : List.of(
                local + "z",
                local.replace("Example", "Other"),
                local.replaceFirst("=..=", "=aa="),
                local.replaceFirst("=.", "=8"),
                "SRS0=",
                "SRS0==",
                "SRS0=x=y",
                "SRS0=a=bb=c=d",
                "SRS0=a=\u00e4b=c=d",
                "SRS1=a=b==c",
                "SRS2" + local.substring(4),
                "srs",
                "ann")) {
            assertThat(ours.original(new SmtpAddress(other, "here.test")))
                    .as(other)
                    .isEmpty();
        }
        assertThat(rewriting(2).original(new SmtpAddress(local, "here.test"))).isEmpty();
    }

    @Test
    void itLastsThreeWeeks() {
        SmtpAddress rewritten = ours.rewritten(ANN, "here.test");
        now = now.plus(Duration.ofDays(21));
        assertThat(ours.original(rewritten)).contains(ANN);
        now = now.plus(Duration.ofDays(1));
        assertThat(ours.original(rewritten)).isEmpty();
    }

    @Test
    void theDaysBeginAnew() {
        now = Instant.EPOCH.plus(Duration.ofDays(1024 * 20 - 1));
        SmtpAddress rewritten = ours.rewritten(ANN, "here.test");
        now = now.plus(Duration.ofDays(3));
        assertThat(ours.original(rewritten)).contains(ANN);
    }

    @Test
    void aChainOfServersLeadsBackToTheFirst() {
        SmtpAddress first = rewriting(2).rewritten(ANN, "first.test");
        SmtpAddress second = ours.rewritten(first, "second.test");
        assertThat(second.local()).startsWith("SRS1=").contains("=first.test==");
        SmtpAddress third = rewriting(3).rewritten(second, "third.test");
        assertThat(third.local()).hasSameSizeAs(second.local());
        assertThat(rewriting(3).original(third)).contains(first);
        assertThat(ours.original(second)).contains(first);
        assertThat(ours.original(third)).isEmpty();
        assertThat(rewriting(2).original(first)).contains(ANN);
    }

    @Test
    void whatOnlyLooksLikeItIsRewrittenAsAnyOther() {
        var odd = new SmtpAddress("srs1=no", "example.org");
        assertThat(ours.original(ours.rewritten(odd, "here.test"))).contains(odd);
    }
}
