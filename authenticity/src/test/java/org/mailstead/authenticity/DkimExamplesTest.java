package org.mailstead.authenticity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.dns.Resolver;
import org.mailstead.dns.ScriptedResolver;

/** The signed messages that the standards print. */
class DkimExamplesTest {
    private static final String LETTER = """
            From: Joe SixPack <joe@football.example.com>
            To: Suzie Q <suzie@shopping.example.net>
            Subject: Is dinner ready?
            Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
            Message-ID: <20030712040037.46341.5F8J@football.example.com>

            Hi.

            We lost the game. Are you hungry yet?

            Joe.
            """;

    /** RFC 8463 §A. */
    private static final String KEYS = """
            brisbane._domainkey.football.example.com TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
            test._domainkey.football.example.com TXT "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB"
            brisbane._domainkey.example.com TXT "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB"
            """;

    private static List<DkimVerdict> verify(Resolver resolver, String message) throws IOException {
        var in = new ByteArrayInputStream(message.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        var header = RawHeader.read(in);
        return new Dkim(resolver, Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC))
                .verify(header, in);
    }

    @Test
    void theMessageSignedWithBothKinds() throws IOException {
        String message = """
                DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
                 d=football.example.com; i=@football.example.com;
                 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
                 subject : date : message-id : from : subject : date;
                 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
                 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
                 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
                DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
                 d=football.example.com; i=@football.example.com;
                 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
                 date : message-id : from : subject : date;
                 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
                 b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
                 DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
                 dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
                """ + LETTER;
        var verdicts = verify(new ScriptedResolver(KEYS), message);
        assertThat(verdicts).extracting(DkimVerdict::result).containsExactly(DkimResult.PASS, DkimResult.PASS);
        assertThat(verdicts)
                .extracting(DkimVerdict::algorithm)
                .containsExactly(SignatureAlgorithm.ED25519_SHA256, SignatureAlgorithm.RSA_SHA256);
        assertThat(verdicts).extracting(DkimVerdict::prefix).containsExactly("/gCrinpc", "F45dVWDf");
    }

    @Test
    void theMessageOfTheFirstStandard() throws IOException {
        // RFC 6376 §A.2.
        String message = """
                DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com;
                      c=simple/simple; q=dns/txt; i=joe@football.example.com;
                      h=Received : From : To : Subject : Date : Message-ID;
                      bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
                      b=AuUoFEfDxTDkHlLXSZEpZj79LICEps6eda7W3deTVFOk4yAUoqOB
                        4nujc7YopdG5dWLSdNg6xNAZpOPr+kHxt1IrE+NahM6L/LbvaHut
                        KVdkLLkpVaVVQPzeRDI009SO2Il5Lu7rDNH6mZckBdrIx0orEtZV
                        4bmp/YzhwvcubU4=;
                Received: from client1.football.example.com  [192.0.2.1]
                      by submitserver.example.com with SUBMISSION;
                      Fri, 11 Jul 2003 21:01:54 -0700 (PDT)
                """ + LETTER;
        assertThat(verify(new ScriptedResolver(KEYS), message))
                .extracting(DkimVerdict::result)
                .containsExactly(DkimResult.PASS);
    }

    /** RFC 6376 §3.4.5: one message, both canonical forms. */
    @Test
    void theCanonicalForms() {
        byte[] a = "A: X\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] b = "B : Y\t\r\n\tZ  \r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(Canonicalization.RELAXED.header(a)).asString().isEqualTo("a:X\r\n");
        assertThat(Canonicalization.RELAXED.header(b)).asString().isEqualTo("b:Y Z\r\n");
        assertThat(Canonicalization.SIMPLE.header(b)).isEqualTo(b);
        String body = " C \r\nD \t E\r\n\r\n\r\n";
        assertThat(hash(Canonicalization.RELAXED, body)).isEqualTo(sha256(" C\r\nD E\r\n"));
        assertThat(hash(Canonicalization.SIMPLE, body)).isEqualTo(sha256(" C \r\nD \t E\r\n"));
    }

    @Test
    void canonicalBodies() {
        assertThat(hash(Canonicalization.SIMPLE, "")).isEqualTo(sha256("\r\n"));
        assertThat(hash(Canonicalization.RELAXED, "")).isEqualTo(sha256(""));
        assertThat(hash(Canonicalization.SIMPLE, "\r\n\r\n")).isEqualTo(sha256("\r\n"));
        assertThat(hash(Canonicalization.RELAXED, "\r\n \t\r\n\r\n")).isEqualTo(sha256(""));
        assertThat(hash(Canonicalization.RELAXED, "\r\n \t\r\nx")).isEqualTo(sha256("\r\n\r\nx\r\n"));
        assertThat(hash(Canonicalization.SIMPLE, "x")).isEqualTo(sha256("x\r\n"));
        assertThat(hash(Canonicalization.SIMPLE, "x\r\ny")).isEqualTo(sha256("x\r\ny\r\n"));
        assertThat(hash(Canonicalization.RELAXED, "x\t \r\n  y  z \r\n\r\n")).isEqualTo(sha256("x\r\n y z\r\n"));
        assertThat(hash(Canonicalization.SIMPLE, "a\rb\nc\r\n")).isEqualTo(sha256("a\rb\nc\r\n"));
        assertThat(hash(Canonicalization.SIMPLE, "a\r")).isEqualTo(sha256("a\r\r\n"));
    }

    private static byte[] hash(Canonicalization canonicalization, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        var whole = new BodyHash(canonicalization, -1);
        whole.update(bytes, 0, bytes.length);
        byte[] hash = whole.finish();
        var pieces = new BodyHash(canonicalization, -1);
        for (int i = 0; i < bytes.length; i++) pieces.update(bytes, i, 1);
        assertThat(pieces.finish()).as("in pieces").isEqualTo(hash);
        return hash;
    }

    private static byte[] sha256(String canonical) {
        return Sha256.digest().digest(canonical.getBytes(StandardCharsets.ISO_8859_1));
    }
}
