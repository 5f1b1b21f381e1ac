package org.mailstead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailstead.policy.ChecksTest.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailstead.authenticity.Arc;
import org.mailstead.authenticity.ArcSealer;
import org.mailstead.authenticity.AuthenticationResults;
import org.mailstead.authenticity.RawHeader;
import org.mailstead.authenticity.SignatureAlgorithm;
import org.mailstead.authenticity.SigningKey;
import org.mailstead.dns.DnsName;

/** Mail that a list changed, and sealed. */
class TrustedSealerTest {
    private static final SigningKey LIST = key("list.test");
    private static final SigningKey RELAY = key("relay.test");
    private static final String MAIL = "From: <a@strict.test>\r\nSubject: [list] x\r\n\r\ntext\r\n";

    private final Town town = new Town();

    private static SigningKey key(String domain) {
        return SigningKey.generate(DnsName.of(domain), "s", SignatureAlgorithm.ED25519_SHA256, new SecureRandom());
    }

    private static String zone(SigningKey key) {
        return key.recordName() + " TXT \"" + key.recordText() + "\"\n";
    }

    private String sealed(SigningKey key, String found, String message) throws IOException {
        town.dns.replace(Town.ZONE + zone(LIST) + zone(RELAY));
        var results = new AuthenticationResults(
                "mx.test", List.of(new AuthenticationResults.Result("dmarc", found, "", List.of())));
        var before = new ByteArrayInputStream(message.getBytes(StandardCharsets.US_ASCII));
        var chain = new Arc(town.dns).verify(RawHeader.read(before), before);
        var again = new ByteArrayInputStream(message.getBytes(StandardCharsets.US_ASCII));
        byte[] fields = ArcSealer.seal(key, chain, results, RawHeader.read(again), again, Town.CLOCK.instant())
                .orElseThrow();
        return new String(fields, StandardCharsets.US_ASCII) + message;
    }

    private String judged(String message, String... trusted) {
        var facts = town.mail("192.0.2.10", "mail.sender.test", "a@sender.test");
        try (var spool = Town.message(message.replace("\r\n", "\n"))) {
            facts.message(spool);
            var sealers = Stream.of(trusted).map(DnsName::of).toList();
            return text(new DmarcCheck(Use.ENFORCE, sealers).judge(facts));
        }
    }

    @Test
    void aTrustedSealerVouches() throws IOException {
        String mail = sealed(LIST, "pass", MAIL);
        assertThat(judged(mail, "list.test")).isEqualTo("pass");
        assertThat(judged(mail)).isEqualTo("refuse 550 5.7.1");
        assertThat(judged(mail, "other.test")).isEqualTo("refuse 550 5.7.1");
        assertThat(judged(mail.replace("text", "test"), "list.test")).isEqualTo("refuse 550 5.7.1");
        assertThat(judged(sealed(LIST, "fail", MAIL), "list.test")).isEqualTo("refuse 550 5.7.1");
    }

    @Test
    void whoeverSealedLaterMustBeTrustedToo() throws IOException {
        String mail = sealed(RELAY, "fail", sealed(LIST, "pass", MAIL));
        assertThat(judged(mail, "list.test", "relay.test")).isEqualTo("pass");
        assertThat(judged(mail, "list.test")).isEqualTo("refuse 550 5.7.1");
        assertThat(judged(mail, "relay.test")).isEqualTo("refuse 550 5.7.1");
    }
}
