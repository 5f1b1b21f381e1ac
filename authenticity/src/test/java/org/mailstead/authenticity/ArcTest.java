package org.mailstead.authenticity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.authenticity.ArcVerdict.Result;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.Resolver;
import org.mailstead.dns.ScriptedResolver;

class ArcTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    static final SigningKey LIST =
            SigningKey.generate(DnsName.of("list.test"), "l1", SignatureAlgorithm.ED25519_SHA256, new SecureRandom());
    static final String ZONE = Keys.ZONE + Keys.zone(LIST);
    private static final AuthenticationResults FOUND =
            new AuthenticationResults("mx.receiver.test", List.of(AuthenticationResults.auth("ann")));

    static InputStream open(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static ArcVerdict verify(Resolver resolver, String message) {
        try {
            var in = open(message);
            var header = RawHeader.read(in);
            return new Arc(resolver).verify(header, in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static ArcVerdict verify(String message) {
        return verify(new ScriptedResolver(ZONE), message);
    }

    static String sealed(SigningKey key, String message) {
        return sealed(key, verify(message), message);
    }

    static String sealed(SigningKey key, ArcVerdict verdict, String message) {
        try {
            var in = open(message);
            var header = RawHeader.read(in);
            return ArcSealer.seal(key, verdict, FOUND, header, in, NOW)
                            .map(fields -> new String(fields, StandardCharsets.UTF_8))
                            .orElse("")
                    + message;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sealed by the first server, changed and sealed by a list, sealed once more by a third. */
    static String threeTimes() {
        String first = sealed(Keys.RSA, DkimTest.LETTER);
        String second =
                sealed(LIST, verify(first), first.replace("Subject: The", "Subject: [list] The") + "-- the list\r\n");
        return sealed(Keys.ED25519, second);
    }

    @Test
    void aChainGrows() {
        assertThat(verify(DkimTest.LETTER).result()).isEqualTo(Result.NONE);
        var verdict = verify(threeTimes());
        assertThat(verdict.result()).as(verdict.reason()).isEqualTo(Result.PASS);
        assertThat(verdict.seals()).extracting(ArcVerdict.Seal::instance).containsExactly(1, 2, 3);
        assertThat(verdict.seals())
                .extracting(seal -> seal.domain().toString())
                .containsExactly("sender.test", "list.test", "sender.test");
        assertThat(verdict.seals().getFirst().results()).contains(FOUND);
        // The list changed the message, which it did before it sealed.
        assertThat(verdict.oldestPass()).isEqualTo(2);
        var result = AuthenticationResults.arc(verdict, InetAddress.ofLiteral("2001:db8::1"));
        assertThat(result.property("header", "oldest-pass")).isEqualTo("2");
        assertThat(result.property("smtp", "remote-ip")).isEqualTo("2001:db8::1");
        assertThat(verify(sealed(LIST, sealed(Keys.RSA, DkimTest.LETTER))).oldestPass())
                .isZero();
    }

    @Test
    void laterChangesBreakIt() {
        List<UnaryOperator<String>> changes = List.of(
                message -> message.replace("apples", "pears"),
                message -> message + "more\r\n",
                message -> message.replace("Subject: [list] The", "Subject: The"),
                message -> message.replaceFirst("smtp.auth=ann", "smtp.auth=eve"),
                message -> message.replaceFirst("ARC-Seal: i=3", "X-Seal: i=3"),
                message -> message.replaceFirst("(?s)ARC-Authentication-Results: i=1.*?(?=Subject|From)", ""),
                message -> message.replaceFirst("ARC-Seal: i=2", "ARC-Seal: i=4"),
                message -> message.replaceFirst("cv=none", "cv=pass"),
                message -> message.replaceFirst("cv=pass", "cv=fail"),
                message -> message.replaceFirst("(?s)(ARC-Seal: i=3.*?)(ARC-M)", "$1$1$2"));
        for (var change : changes) {
            String changed = change.apply(threeTimes());
            var verdict = verify(changed);
            assertThat(verdict.result()).as(verdict.reason()).isEqualTo(Result.FAIL);
            assertThat(verdict.temporary()).isFalse();
            assertThat(verdict.seals()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ARC-Seal: i=1;                    | ARC-Seal: i=0;
            ARC-Seal: i=1;                    | ARC-Seal: i=51;
            ARC-Seal: i=1;                    | ARC-Seal: i=one;
            ARC-Seal: i=1;                    | ARC-Seal: i=1; i=1;
            ARC-Seal: i=1;                    | ARC-Seal: i=1; h=From;
            ARC-Seal: i=1;                    | ARC-Seal: i=1; junk;
            ARC-Seal: i=1;                    | ARC-Seal:
            cv=none;                          | cv=maybe;
            cv=none;                          |
            cv=none; d=sender.test;           | cv=none; d=se..nder;
            cv=none; d=sender.test;           | cv=none;; d=sender.test;
            ARC-Message-Signature: i=1;       | ARC-Message-Signature: i=2;
            ARC-Message-Signature: i=1;       | ARC-Message-Signature: i=1; l=10;
            ARC-Message-Signature: i=1;       | ARC-Message-Signature: i=1; l=x;
            ARC-Authentication-Results: i=1;  | ARC-Authentication-Results:
            ARC-Authentication-Results: i=1;  | ARC-Authentication-Results: i=1 x;
            h=From:                           | h=ARC-Seal:From:
            """)
    void brokenForms(String part, String instead) {
        String message = sealed(Keys.RSA, DkimTest.LETTER);
        assertThat(message).contains(part);
        assertThat(verify(message.replace(part, instead == null ? "" : instead)).result())
                .isEqualTo(Result.FAIL);
    }

    @Test
    void brokenChainsAreSealedOnceAsSuch() {
        String broken = threeTimes().replace("apples", "pears");
        String sealed = sealed(LIST, broken);
        assertThat(sealed).startsWith("ARC-Seal: i=4;").contains("cv=fail");
        var verdict = verify(sealed);
        assertThat(verdict.result()).isEqualTo(Result.FAIL);
        assertThat(verdict.reason()).isEqualTo("list.test found the chain broken");
        assertThat(sealed(LIST, sealed)).isEqualTo(sealed);
    }

    @Test
    void aSleepingDnsIsNoBrokenChain() {
        var verdict = verify(
                new ScriptedResolver("*._domainkey.sender.test TXT x\nr1._domainkey.sender.test * !timeout"),
                sealed(Keys.RSA, DkimTest.LETTER));
        assertThat(verdict.result()).isEqualTo(Result.FAIL);
        assertThat(verdict.temporary()).isTrue();
        String message = sealed(Keys.RSA, DkimTest.LETTER);
        assertThat(sealed(LIST, verdict, message)).isEqualTo(message);
        var gone = verify(new ScriptedResolver(""), sealed(Keys.RSA, DkimTest.LETTER));
        assertThat(gone.temporary()).isFalse();
        assertThat(gone.reason()).contains("no key");
    }

    @Test
    void fiftyAreEnough() {
        String message = DkimTest.LETTER;
        for (int i = 0; i < 50; i++) message = sealed(LIST, message);
        var resolver = new ScriptedResolver(ZONE);
        var verdict = verify(resolver, message);
        assertThat(verdict.result()).as(verdict.reason()).isEqualTo(Result.PASS);
        assertThat(verdict.seals()).hasSize(50);
        assertThat(resolver.asked()).hasSize(1);
        assertThat(sealed(LIST, message)).isEqualTo(message);
    }
}
