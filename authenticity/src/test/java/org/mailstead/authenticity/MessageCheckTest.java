package org.mailstead.authenticity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.mailstead.dns.CachingResolver;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.ScriptedResolver;

/** All checks together, over the life of a message. */
class MessageCheckTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-01T12:00:00Z"), ZoneOffset.UTC);
    private static final String ZONE = Keys.ZONE + """
            sender.test         TXT "v=spf1 a:mail.sender.test -all"
            mail.sender.test    A   192.0.2.10
            mail.sender.test    TXT "v=spf1 a -all"
            _dmarc.sender.test  TXT "v=DMARC1; p=reject"
            10.2.0.192.in-addr.arpa PTR mail.sender.test
            list.test           TXT "v=spf1 ip4:198.51.100.1 -all"
            """;
    private static final MessageCheck.Envelope DIRECT =
            new MessageCheck.Envelope(InetAddress.ofLiteral("192.0.2.10"), "mail.sender.test", "ann@sender.test");

    private final ScriptedResolver dns = new ScriptedResolver(ZONE);

    private Findings check(MessageCheck.Envelope envelope, String message) throws IOException {
        return new MessageCheck(new CachingResolver(dns, CLOCK), CLOCK, DnsName.of("mx.receiver.test"))
                .run(envelope, () -> new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String signed() throws IOException {
        var in = new ByteArrayInputStream(DkimTest.LETTER.getBytes(StandardCharsets.ISO_8859_1));
        var header = RawHeader.read(in);
        byte[] fields = DkimSigner.sign(Keys.both(), header, in, CLOCK.instant());
        return new String(fields, StandardCharsets.US_ASCII) + DkimTest.LETTER;
    }

    @Test
    void mailFromItsOwnServer() throws IOException {
        var findings = check(DIRECT, signed());
        assertThat(findings.dmarc().result()).isEqualTo(DmarcResult.PASS);
        assertThat(findings.results("mx.receiver.test").results())
                .extracting(result -> result.method() + "=" + result.result())
                .containsExactly("iprev=pass", "spf=pass", "spf=pass", "dkim=pass", "dkim=pass", "dmarc=pass");
    }

    @Test
    void mailThatOnlyClaims() throws IOException {
        var findings = check(
                new MessageCheck.Envelope(InetAddress.ofLiteral("203.0.113.1"), "evil.test", "ann@sender.test"),
                DkimTest.LETTER);
        assertThat(findings.dmarc().disposition()).isEqualTo(DmarcPolicy.REJECT);
        var results = findings.results("mx.receiver.test");
        assertThat(results.results())
                .extracting(result -> result.method() + "=" + result.result())
                .containsExactly("iprev=permerror", "spf=none", "spf=fail", "dkim=none", "dmarc=fail");
        assertThat(results.toField()).contains("header.from=sender.test").contains("policy.dmarc=reject");
    }

    @Test
    void mailThroughAListThatSeals() throws IOException {
        // The list checked the message, sealed what it found, and changed the subject.
        var before = check(DIRECT, signed());
        UnaryOperator<String> change = message -> message.replace("Subject: The", "Subject: [list] The");
        byte[] changed = change.apply(signed()).getBytes(StandardCharsets.ISO_8859_1);
        var in = new ByteArrayInputStream(changed);
        var header = RawHeader.read(in);
        byte[] fields = ArcSealer.seal(
                        Keys.RSA, before.chain(), before.results("list.test"), header, in, CLOCK.instant())
                .orElseThrow();
        String passedOn = new String(fields, StandardCharsets.UTF_8) + new String(changed, StandardCharsets.ISO_8859_1);
        var findings = check(
                new MessageCheck.Envelope(InetAddress.ofLiteral("198.51.100.1"), "list.test", "bounce@list.test"),
                passedOn);
        assertThat(findings.sender().result()).isEqualTo(SpfResult.PASS);
        assertThat(findings.dmarc().result()).isEqualTo(DmarcResult.FAIL);
        assertThat(findings.chain().result()).isEqualTo(ArcVerdict.Result.PASS);
        assertThat(findings.chain().seals().getFirst().results().orElseThrow().results())
                .anyMatch(result ->
                        result.method().equals("dmarc") && result.result().equals("pass"));
    }

    @Test
    void aBounceIsItsHelo() throws IOException {
        var findings = check(
                new MessageCheck.Envelope(DIRECT.client(), "mail.sender.test", ""),
                DkimTest.LETTER.replace("ann@", "mailer-daemon@"));
        assertThat(findings.sender()).isEqualTo(findings.helo());
        assertThat(findings.dmarc().result()).isEqualTo(DmarcResult.PASS);
        assertThat(findings.results("x.test").results())
                .filteredOn(result -> result.method().equals("spf"))
                .hasSize(1);
    }

    @Test
    void whoeverWritesAMessageDoesNotDecideWhatItCosts() throws IOException {
        // Eight signatures, fifty seals, and a policy that includes all the world.
        var zone = new StringBuilder("sender.test TXT \"v=spf1");
        for (int i = 0; i < 10; i++) zone.append(" mx:m").append(i).append(".test");
        zone.append(" -all\"\n");
        for (int i = 0; i < 10; i++)
            for (int j = 0; j < 10; j++) zone.append("m%d.test MX %d h%d-%d.test%n".formatted(i, j, i, j));
        dns.replace(zone.toString());
        String fields = "DKIM-Signature: v=1; a=rsa-sha256; d=%s; s=s; h=From; bh=AAAA; b=AAAA\r\n";
        var message = new StringBuilder();
        for (int i = 0; i < 100; i++) message.append(fields.formatted("d" + i + ".a.b.c.d.e.f.g.test"));
        message.append(DkimTest.LETTER);
        var findings = check(DIRECT, message.toString());
        assertThat(findings.dmarc().result()).isNotEqualTo(DmarcResult.PASS);
        assertThat(dns.asked().size()).isLessThan(350);
        assertThat(List.copyOf(findings.signatures())).hasSize(8);
    }
}
