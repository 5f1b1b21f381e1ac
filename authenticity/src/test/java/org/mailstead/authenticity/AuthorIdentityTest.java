package org.mailstead.authenticity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorIdentityTest {
    private static final String SERVER = "mail.example.test";

    private static Optional<AuthorIdentity> of(String header) {
        return AuthorIdentity.of(
                RawHeader.parse(header.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)), SERVER);
    }

    private static String found(String results) {
        return "Authentication-Results: " + SERVER + "; " + results + "\nReceived: from x\n";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dmarc=pass header.from=shop.test                       | true",
                "dmarc=fail header.from=shop.test                       | false",
                "dmarc=none; dkim=pass header.d=shop.test               | true",
                "dmarc=none; dkim=pass header.d=mail.shop.test          | true",
                "dmarc=none; dkim=pass header.d=test                    | false",
                "dmarc=none; dkim=pass header.d=othershop.test          | false",
                "dmarc=none; dkim=fail header.d=shop.test               | false",
                "dmarc=none; spf=pass smtp.mailfrom=bounce@shop.test    | true",
                "dmarc=none; spf=pass smtp.mailfrom=shop@mailer.test    | false",
                "dmarc=none; spf=pass smtp.helo=shop.test               | false",
                "dmarc=none; spf=softfail smtp.mailfrom=ann@shop.test   | false",
                "dmarc=fail; spf=pass smtp.mailfrom=ann@shop.test       | false",
                "iprev=pass policy.iprev=192.0.2.1                      | false"
            })
    void whoIsProven(String results, boolean proven) {
        assertThat(of(found(results) + "From: \"Ann's shop\" <Ann@Shop.test>\n\n"))
                .contains(new AuthorIdentity("ann@shop.test", proven));
    }

    @Test
    void withoutOurFindingsNothingIsKnown() {
        assertThat(of("From: <ann@shop.test>\n\n")).isEmpty();
        assertThat(of("Received: from x\n" + found("dmarc=pass") + "From: <ann@shop.test>\n\n"))
                .as("somebody else's word")
                .isEmpty();
    }

    @Test
    void severalAuthorsAreNobody() {
        assertThat(of(found("dmarc=pass") + "From: <ann@shop.test>, <bob@bank.test>\n\n"))
                .isEmpty();
        assertThat(of(found("dmarc=pass") + "From: <ann@shop.test>\nFrom: <ann@shop.test>\n\n"))
                .isEmpty();
        assertThat(of(found("dmarc=pass") + "Subject: x\n\n")).isEmpty();
    }

    /** Otherwise the place where we stop to read would decide who somebody is. */
    @Test
    void anAddressThatIsCutOffIsNone() {
        byte[] whole = (found("dmarc=pass") + "From: ann@shop.test.evil.test\n\nbody")
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int most = 1; most <= whole.length + 1; most++) {
            byte[] beginning = Arrays.copyOf(whole, Math.min(most, whole.length));
            AuthorIdentity.of(RawHeader.ofBeginning(beginning, most), SERVER)
                    .ifPresent(author -> assertThat(author.address()).isEqualTo("ann@shop.test.evil.test"));
        }
        assertThat(AuthorIdentity.of(RawHeader.ofBeginning(whole, whole.length), SERVER))
                .isPresent();
    }
}
