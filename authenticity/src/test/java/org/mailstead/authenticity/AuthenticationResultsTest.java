package org.mailstead.authenticity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.authenticity.AuthenticationResults.Property;
import org.mailstead.authenticity.AuthenticationResults.Result;
import org.mailstead.dns.AddressText;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.ScriptedResolver;

class AuthenticationResultsTest {
    static final AuthenticationResults FULL = new AuthenticationResults(
            "mx.receiver.test",
            List.of(
                    AuthenticationResults.spf(
                            new SpfVerdict(
                                    SpfResult.PASS,
                                    DnsName.of("sender.test"),
                                    "sender.test allows 192.0.2.10 to send its mail (a)",
                                    null),
                            "ann@sender.test",
                            "mail.sender.test"),
                    AuthenticationResults.dkim(new DkimVerdict(
                            DkimResult.FAIL,
                            DnsName.of("sender.test"),
                            "r1",
                            "@sender.test",
                            SignatureAlgorithm.RSA_SHA256,
                            "AuUo/+x=",
                            false,
                            "the \"text\" was changed\r\nX: y")),
                    AuthenticationResults.auth("bob")));

    @Test
    void writesWhatItReads() throws Exception {
        String field = FULL.toField();
        assertThat(field)
                .startsWith("Authentication-Results: mx.receiver.test;\r\n\tspf=pass")
                .contains("smtp.mailfrom=ann@sender.test")
                .contains("header.b=\"AuUo/+x=\"")
                .endsWith("\r\n");
        // Each line but the first begins with a blank: nothing in a value can begin a field of its own.
        assertThat(field.lines().skip(1)).allMatch(line -> line.startsWith("\t"));
        var read = AuthenticationResults.parse(field.substring(field.indexOf(':') + 1));
        assertThat(read.server()).isEqualTo("mx.receiver.test");
        assertThat(read.results().get(0)).isEqualTo(FULL.results().get(0));
        assertThat(read.results().get(1).reason()).isEqualTo("the \"text\" was changed  X: y");
        assertThat(read.results().get(2).property("smtp", "auth")).isEqualTo("bob");
        assertThat(new AuthenticationResults("a.test", List.of()).toField())
                .isEqualTo("Authentication-Results: a.test; none\r\n");
    }

    @Test
    void theExamplesOfTheStandard() throws Exception {
        // RFC 8601 §B.
        assertThat(AuthenticationResults.parse(" example.org 1; none"))
                .isEqualTo(new AuthenticationResults("example.org", List.of()));
        assertThat(AuthenticationResults.parse(" example.com;\r\n spf=pass smtp.mailfrom=example.net")
                        .results())
                .containsExactly(
                        new Result("spf", "pass", "", List.of(new Property("smtp", "mailfrom", "example.net"))));
        var two = AuthenticationResults.parse(
                " example.com;\r\n      auth=pass (cram-md5) smtp.auth=sender@example.net;\r\n      spf=pass smtp.mailfrom=example.net");
        assertThat(two.results()).extracting(Result::method).containsExactly("auth", "spf");
        var dkim = AuthenticationResults.parse(
                " example.com;\r\n  dkim=pass reason=\"good signature\"\r\n   header.i=@mail-router.example.net;\r\n"
                        + "  dkim=fail reason=\"bad signature\"\r\n  header.i=@newyork.example.com");
        assertThat(dkim.results()).extracting(Result::reason).containsExactly("good signature", "bad signature");
        var comments = AuthenticationResults.parse(
                " foo.example.net (foobar) 1 (baz);\r\n     dkim (Because I like it) / 1 (One yay) = (wait for it) fail\r\n"
                        + "       policy (A dot can go here) . (like that) expired\r\n       (this surprised me) = (as I wasn't expecting it) 1362471462");
        assertThat(comments.results())
                .containsExactly(
                        new Result("dkim", "fail", "", List.of(new Property("policy", "expired", "1362471462"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "a.test; spf",
                "a.test; spf=",
                "a.test; =pass",
                "a.test 2; none",
                "a.test; spf=pass smtp=x",
                "a.test; spf=pass smtp.mailfrom",
                "a.test; spf=pass smtp.mailfrom=\"x",
                "a.test; spf=pass (comment",
                "a.test; spf=pass .x=y",
                "a.test; spf/2=pass",
                "a.test spf=pass",
                "a.test; none; spf=pass; none; x"
            })
    void malformedOnesAreRefused(String value) {
        assertThatThrownBy(() -> AuthenticationResults.parse(value)).isInstanceOf(MalformedResultsException.class);
    }

    @Test
    void limits() {
        assertThatThrownBy(() -> AuthenticationResults.parse("a.test" + "; spf=pass".repeat(101)))
                .isInstanceOf(MalformedResultsException.class);
        assertThatThrownBy(() -> AuthenticationResults.parse("a.test; spf=pass" + " x.y=z".repeat(51)))
                .isInstanceOf(MalformedResultsException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Authentication-Results: mx.receiver.test; spf=pass            | true
            authentication-results : MX.Receiver.TEST 1; dkim=pass        | true
            Authentication-Results: (hi (there)) mx.receiver.test; none   | true
            Authentication-Results: "mx.receiver.test"; none              | true
            Authentication-Results: "mx.rec\\eiver.test"; none            | true
            Authentication-Results: mx.receiver.test                      | true
            Authentication-Results: (never ends mx.receiver.test          | true
            Authentication-Results:                                       | true
            Authentication-Results: ｍｘ.receiver.test; spf=pass           | true
            Authentication-Results: mx.other.test; spf=pass               | false
            Authentication-Results: mx.receiver.test.other.test; none     | false
            X-Authentication-Results: mx.receiver.test; spf=pass          | false
            ARC-Authentication-Results: i=1; mx.receiver.test; spf=pass   | false
            """)
    void forgedOnesAreTakenOut(String field, boolean forged) {
        String before = "Received: from a by b\r\n";
        String after = "Subject: x\r\n\tfolded  \r\nAuthentication-Results: elsewhere.test;\r\n\tnone\r\n";
        var header = RawHeader.parse((before + field + "\r\n" + after + "\r\n").getBytes(StandardCharsets.UTF_8));
        var ours = List.of("mx.receiver.test", "receiver.test");
        assertThat(ForgedResults.has(header, ours)).isEqualTo(forged);
        assertThat(new String(ForgedResults.remove(header, ours), StandardCharsets.UTF_8))
                .isEqualTo(forged ? before + after : before + field + "\r\n" + after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.1   | PASS      | one.test
            192.0.2.2   | FAIL      |
            192.0.2.3   | PERMERROR |
            192.0.2.4   | TEMPERROR |
            192.0.2.5   | TEMPERROR |
            192.0.2.6   | PASS      | one.test
            2001:db8::1 | PASS      | six.test
            """)
    void addressesAndTheirNames(String address, IprevVerdict.Outcome expected, String name) {
        var resolver = new ScriptedResolver("""
                1.2.0.192.in-addr.arpa PTR one.test
                one.test A 192.0.2.1
                one.test A 192.0.2.6
                2.2.0.192.in-addr.arpa PTR one.test
                4.2.0.192.in-addr.arpa PTR !timeout
                5.2.0.192.in-addr.arpa PTR dead.test
                dead.test A !servfail
                6.2.0.192.in-addr.arpa PTR dead.test
                6.2.0.192.in-addr.arpa PTR one.test
                1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa PTR six.test
                six.test AAAA 2001:db8::1
                """);
        var verdict = Iprev.check(resolver, InetAddress.ofLiteral(address));
        assertThat(verdict.result()).as(verdict.reason()).isEqualTo(expected);
        assertThat(verdict.name()).isEqualTo(name == null ? null : DnsName.of(name));
        assertThat(AuthenticationResults.iprev(verdict).property("policy", "iprev"))
                .isEqualTo(address);
    }

    @Test
    void linesAreOnesThatMailCanHave() {
        var long1 = new SpfVerdict(SpfResult.PERMERROR, null, "é\"\\".repeat(5000), null);
        var long2 = new DkimVerdict(
                DkimResult.PASS,
                DnsName.of("sender.test"),
                "s".repeat(253),
                "x".repeat(5000) + "@sender.test",
                SignatureAlgorithm.RSA_SHA256,
                "b",
                false,
                "");
        String field = new AuthenticationResults(
                        "mx.receiver.test",
                        List.of(
                                AuthenticationResults.spf(long1, "\"".repeat(320), ""),
                                AuthenticationResults.spf(long1, "a".repeat(5000), ""),
                                AuthenticationResults.dkim(long2)))
                .toField();
        assertThat(field.lines()).allMatch(line -> line.length() < 998);
        assertThat(field).isASCII();
    }

    @Test
    void addressesAreWrittenShort() {
        for (String text :
                List.of("::", "::1", "1::", "2001:db8::1:0:0:1", "2001:db8:0:1:1:1:1:1", "fe80::1", "192.0.2.1"))
            assertThat(AddressText.of(InetAddress.ofLiteral(text))).isEqualTo(text);
    }
}
