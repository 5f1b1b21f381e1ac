package org.mailstead.authenticity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.authenticity.ArcVerdict.Result;
import org.mailstead.dns.ScriptedResolver;

/** Seals on messages that waited since they were checked, from what stands on top of them. */
class OnwardSealTest {
    private static final String HERE = "mx.receiver.test";
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.0.2.1");

    /** As it waits here: our findings above our Received field. */
    private static String checked(String message, ArcVerdict chain) {
        var dmarc = new AuthenticationResults.Result("dmarc", "pass", "", List.of());
        var results = chain.result() == Result.NONE
                ? List.of(dmarc)
                : List.of(dmarc, AuthenticationResults.arc(chain, CLIENT));
        return "Return-Path: <a@sender.test>\r\n" + new AuthenticationResults(HERE, results).toField() + came(message);
    }

    private static String came(String message) {
        return "Received: from x by " + HERE + "\r\n" + message;
    }

    private static String seal(String message) {
        try (var in = new ByteArrayInputStream(message.getBytes(StandardCharsets.ISO_8859_1))) {
            return ArcSealer.seal(Keys.RSA, HERE, RawHeader.read(in), in, NOW)
                    .map(fields -> new String(fields, StandardCharsets.UTF_8))
                    .orElse("");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFirstSealTellsWhatWasFoundOut() {
        String message = checked(DkimTest.LETTER, OwnResults.NO_CHAIN);
        var verdict = ArcTest.verify(seal(message) + message);
        assertThat(verdict.result()).as(verdict.reason()).isEqualTo(Result.PASS);
        assertThat(verdict.seals()).hasSize(1);
        var told = verdict.seals().getFirst().results().orElseThrow();
        assertThat(told.server()).isEqualTo(HERE);
        assertThat(told.results())
                .extracting(result -> result.method() + "=" + result.result())
                .containsExactly("dmarc=pass");
    }

    @Test
    void aChainThatPassedGrows() {
        String before = ArcTest.sealed(ArcTest.LIST, DkimTest.LETTER);
        String message = checked(before, ArcTest.verify(before));
        assertThat(seal(message)).contains("ARC-Seal: i=2;", "cv=pass;");
        assertThat(ArcTest.verify(seal(message) + message).seals()).hasSize(2);
    }

    @Test
    void aBrokenChainIsSealedAsBrokenOnce() {
        String broken = ArcTest.sealed(ArcTest.LIST, DkimTest.LETTER) + "more\r\n";
        var verdict = ArcTest.verify(broken);
        assertThat(verdict.result()).isEqualTo(Result.FAIL);
        String message = checked(broken, verdict);
        String seal = seal(message);
        assertThat(seal).contains("ARC-Seal: i=2;", "cv=fail;");
        assertThat(ArcTest.verify(seal + message).reason()).isEqualTo("sender.test found the chain broken");
        assertThat(seal(checked(seal + message, verdict))).isEmpty();
    }

    @Test
    void aChainThatCouldNotBeCheckedIsLeftAlone() {
        String sealed = ArcTest.sealed(ArcTest.LIST, DkimTest.LETTER);
        var verdict = ArcTest.verify(new ScriptedResolver("l1._domainkey.list.test * !timeout\n"), sealed);
        assertThat(verdict.temporary()).as(verdict.reason()).isTrue();
        assertThat(seal(checked(sealed, verdict))).isEmpty();
        assertThat(seal(came(sealed))).as("that was not checked").isEmpty();
    }

    @Test
    void whatWasNotCheckedIsSealedAsThat() {
        assertThat(seal(came(DkimTest.LETTER)))
                .contains("ARC-Authentication-Results: i=1; " + HERE + "; none\r\n", "cv=none;");
    }

    @Test
    void whatOthersWroteIsNotBelieved() {
        String forged = checked("", OwnResults.NO_CHAIN);
        assertThat(seal(came(forged + DkimTest.LETTER))).contains("; none\r\n").doesNotContain("dmarc=pass");
        String foreign = checked(DkimTest.LETTER, OwnResults.NO_CHAIN).replace(HERE + ";", "other.test;");
        assertThat(seal(foreign)).contains("; none\r\n").doesNotContain("dmarc=pass");
    }
}
