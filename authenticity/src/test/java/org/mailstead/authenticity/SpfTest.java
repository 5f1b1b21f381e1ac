package org.mailstead.authenticity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.ScriptedResolver;

/** Records, each published at {@code card.test}, and what they say of a client. */
class SpfTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);

    static SpfVerdict check(String record, String client) {
        return check(record, client, "ann@card.test");
    }

    static SpfVerdict check(String record, String client, String sender) {
        String escaped = record.replace("\\", "\\\\").replace("\"", "\\\"");
        var resolver = new ScriptedResolver(SpfZone.TEXT + "card.test TXT \"" + escaped + "\"\n");
        return new Spf(resolver, CLOCK, DnsName.of("mx.receiver.test"))
                .mailFrom(InetAddress.ofLiteral(client), "helo.test", sender);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            v=spf1                                   | neutral
            V=sPf1 +all                              | pass
            v=spf1 all                               | pass
            v=spf1  -all                             | fail
            v=spf1 -ALL                              | fail
            v=spf1 ~all                              | softfail
            v=spf1 ?all                              | neutral
            v=spf1 all -all                          | pass
            v=spf1 -all.                             | permerror
            v=spf1 -all:x                            | permerror
            v=spf1 -all/8                            | permerror
            v=spf1 *all                              | permerror
            v=spf1 ++all                             | permerror
            v=spf1 ip4:192.0.2.10 moo                | permerror
            v=spf1 ip4:192.0.2.10                    | pass
            v=spf1 -ip4:192.0.2.10                   | fail
            v=spf1 ip4:192.0.2.0/24 -all             | pass
            v=spf1 ip4:192.0.2.11/31 -all            | pass
            v=spf1 ip4:192.0.2.12/31 -all            | fail
            v=spf1 ip4:0.0.0.0/0 -all                | pass
            v=spf1 ip4:192.0.2.10/32                 | pass
            v=spf1 ip4:192.0.2.10/33                 | permerror
            v=spf1 ip4:192.0.2.10/032                | permerror
            v=spf1 ip4:192.0.2.10/                   | permerror
            v=spf1 ip4:192.0.2.10//32                | permerror
            v=spf1 ip4:192.0.2                       | permerror
            v=spf1 ip4:192.0.2.010                   | permerror
            v=spf1 ip4:192.0.2.256                   | permerror
            v=spf1 ip4                               | permerror
            v=spf1 ip4:                              | permerror
            v=spf1 ip4:2001:db8::10                  | permerror
            v=spf1 ip4=192.0.2.10 -all               | fail
            v=spf1 ip6:::/0 -all                     | fail
            v=spf1 ip6:::ffff:192.0.2.10 -all        | fail
            v=spf1 ip6:2001:db8::1::2                | permerror
            v=spf1 ip6:192.0.2.10                    | permerror
            v=spf1 ip6:2001:db8::/129                | permerror
            v=spf1 ip6:2001:db8::%eth0               | permerror
            v=spf1 a -all                            | pass
            v=spf1 A -all                            | pass
            v=spf1 a/24 -all                         | pass
            v=spf1 a:two.test -all                   | pass
            v=spf1 a:two.test/0 -all                 | pass
            v=spf1 a:mx1.card.test/24 -all           | pass
            v=spf1 a:mx1.card.test/24//64 -all       | pass
            v=spf1 a:mx1.card.test//64 -all          | fail
            v=spf1 a:mx1.card.test/33                | permerror
            v=spf1 a//129                            | permerror
            v=spf1 a/24/64                           | permerror
            v=spf1 a:                                | permerror
            v=spf1 a:museum                          | permerror
            v=spf1 a:museum.                         | permerror
            v=spf1 a:192.0.2.10                      | permerror
            v=spf1 a:x.-com                          | permerror
            v=spf1 a:x.com-                          | permerror
            v=spf1 a:x.test:80                       | permerror
            v=spf1 a:nobody.test/0 -all              | fail
            v=spf1 a:nothing.test -all               | fail
            v=spf1 a:a..b.test -all                  | fail
            v=spf1 a:dead.test -all                  | temperror
            v=spf1 mx -all                           | fail
            v=spf1 mx/24 -all                        | pass
            v=spf1 mx:nothing.test/24 -all           | pass
            v=spf1 mx:four.test -all                 | fail
            v=spf1 mx:null.test/0 -all               | fail
            v=spf1 mx:many.test -all                 | permerror
            v=spf1 mx:half.test -all                 | temperror
            v=spf1 mx:                               | permerror
            v=spf1 ptr -all                          | pass
            v=spf1 ptr:card.test -all                | pass
            v=spf1 ptr:mail.card.test -all           | pass
            v=spf1 ptr:liar.test -all                | fail
            v=spf1 ptr:ard.test -all                 | fail
            v=spf1 ptr:                              | permerror
            v=spf1 ptr/24                            | permerror
            v=spf1 exists:four.test -all             | pass
            v=spf1 exists:nobody.test -all           | fail
            v=spf1 exists:dead.test -all             | temperror
            v=spf1 exists                            | permerror
            v=spf1 exists:                           | permerror
            v=spf1 exists:four.test/24               | permerror
            v=spf1 include:pass.test -all            | pass
            v=spf1 include:alias.test -all           | pass
            v=spf1 include:other.test -all           | pass
            v=spf1 include:split.test -all           | pass
            v=spf1 include:fail.test ?all            | neutral
            v=spf1 include:soft.test -all            | fail
            v=spf1 include:neutral.test -all         | fail
            v=spf1 include:slow.test -all            | temperror
            v=spf1 include:forged.test -all          | temperror
            v=spf1 include:wrong.test -all           | permerror
            v=spf1 include:none.test -all            | permerror
            v=spf1 include:glued.test -all           | permerror
            v=spf1 include:nobody.test -all          | permerror
            v=spf1 include:twice.test -all           | permerror
            v=spf1 include:loop.test -all            | permerror
            v=spf1 include -all                      | permerror
            v=spf1 include: -all                     | permerror
            v=spf1 include:pass.test/24 -all         | permerror
            v=spf1 redirect=pass.test                | pass
            v=spf1 redirect=fail.test                | fail
            v=spf1 redirect=slow.test                | temperror
            v=spf1 redirect=none.test                | permerror
            v=spf1 redirect=circle.test              | permerror
            v=spf1 redirect=                         | permerror
            v=spf1 redirect:pass.test                | permerror
            v=spf1 +redirect=pass.test               | permerror
            v=spf1 redirect=pass.test redirect=pass.test | permerror
            v=spf1 exp=why.test exp=why.test         | permerror
            v=spf1 redirect=pass.test -all           | fail
            v=spf1 x-new.one=a:b/c%{d} +all          | pass
            v=spf1 x-new=% +all                      | permerror
            v=spf1 x/y=z +all                        | permerror
            v=spf1 =x +all                           | permerror
            v=spf1 include:nine.test ip4:192.0.2.10 -all | pass
            v=spf1 include:nine.test a:two.test -all | permerror
            v=spf1 redirect=nine.test                | fail
            v=spf1 a:n1.test a:n2.test -all          | fail
            v=spf1 a:n1.test a:n2.test a:n3.test -all | permerror
            v=spf1 exists:n1.test exists:n2.test mx:n3.test -all | permerror
            v=spf1 exists:%{l}.lp._spf.%{d} -all     | pass
            v=spf1 exists:%{ir}.%{v}._spf.%{d} -all  | pass
            v=spf1 exists:%{L}.lp._spf.%{o} -all     | pass
            v=spf1 a:%{d} -all                       | pass
            v=spf1 a:%{d}. -all                      | permerror
            v=spf1 a:mail.%{d2} -all                 | pass
            v=spf1 a:%{p} -all                       | pass
            v=spf1 include:pass.%{d1} -all           | pass
            v=spf1 a:%{d0}                           | permerror
            v=spf1 a:%{d2r1}                         | permerror
            v=spf1 a:%{}                             | permerror
            v=spf1 a:%{d                             | permerror
            v=spf1 a:%d                              | permerror
            v=spf1 a:%{c}                            | permerror
            v=spf1 a:%{t}                            | permerror
            v=spf1 a:%{r}                            | permerror
            v=spf1 a:%{d99999999999} -all            | pass
            """)
    void says(String record, String expected) {
        var verdict = check(record, "192.0.2.10");
        assertThat(verdict.result().word()).as(verdict.toString()).isEqualTo(expected);
        assertThat(verdict.reason()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v=spf1 a -all                            | pass
            v=spf1 a//64 -all                        | pass
            v=spf1 a/0//128 -all                     | pass
            v=spf1 a:four.test/0//0 -all             | fail
            v=spf1 mx//64 -all                       | pass
            v=spf1 mx -all                           | fail
            v=spf1 ip4:0.0.0.0/0 -all                | fail
            v=spf1 ip6:2001:DB8::/32 -all            | pass
            v=spf1 ip6:2001:db8:0:0:0:0:0:10 -all    | pass
            v=spf1 ip6:2001:db8::11/127 -all         | pass
            v=spf1 ip6:2001:db8::12/127 -all         | fail
            v=spf1 ip6:::/0 -all                     | pass
            v=spf1 exists:%{ir}.%{v}._spf.%{d} -all  | pass
            v=spf1 exists:four.test -all             | pass
            v=spf1 ptr -all                          | fail
            """)
    void saysOfVersionSix(String record, String expected) {
        assertThat(check(record, "2001:db8::10").result().word()).isEqualTo(expected);
    }

    @Test
    void aMappedAddressIsOneOfVersionFour() {
        assertThat(check("v=spf1 ip4:192.0.2.10 -all", "::ffff:192.0.2.10").result())
                .isEqualTo(SpfResult.PASS);
    }

    @Test
    void failuresOfReverseNamesAreNoErrors() {
        assertThat(check("v=spf1 ptr -all", "192.0.2.99").result()).isEqualTo(SpfResult.FAIL);
        assertThat(check("v=spf1 exists:%{p}.card.test -all", "192.0.2.99").result())
                .isEqualTo(SpfResult.FAIL);
    }

    @Test
    void aRefusalIsExplained() {
        assertThat(check("v=spf1 -all exp=why.test", "192.0.2.10").explanation())
                .isEqualTo(
                        "192.0.2.10 is not one of card.test's, says mx.receiver.test at 1800000000 about ann%40card.test");
        assertThat(check("v=spf1 exp=why.test -all", "2001:db8:0:0:1::1").explanation())
                .startsWith("2.0.0.1.0.d.b.8.0.0.0.0.0.0.0.0.0.0.0.1.");
        assertThat(check("v=spf1 redirect=fail.test exp=long.test", "192.0.2.10")
                        .explanation())
                .startsWith("192.0.2.10 is not one of fail.test's");
        for (String none : List.of(
                "v=spf1 ~all exp=why.test",
                "v=spf1 include:fail.test -all",
                "v=spf1 -all exp=nobody.test",
                "v=spf1 -all exp=dead.test",
                "v=spf1 -all exp=two-texts.test",
                "v=spf1 -all exp=bad-macro.test"))
            assertThat(check(none, "192.0.2.10").explanation()).as(none).isNull();
    }

    @Test
    void theExamplesOfTheStandard() throws SpfSyntaxException {
        // RFC 7208 §7.4.
        var question = new SpfQuestion(
                InetAddress.ofLiteral("192.0.2.3"),
                "mx.example.com",
                "strong-bad",
                "email.example.com",
                DnsName.of("r.test"),
                CLOCK.instant());
        var six = new SpfQuestion(
                InetAddress.ofLiteral("2001:db8::cb01"), "h", "l", "d", DnsName.of("r.test"), CLOCK.instant());
        SpfMacros.Values values = letter -> letter == 'd' ? "email.example.com" : question.macro(letter);
        for (var each : List.of(
                List.of("%{s}", "strong-bad@email.example.com"),
                List.of("%{o}", "email.example.com"),
                List.of("%{d}", "email.example.com"),
                List.of("%{d4}", "email.example.com"),
                List.of("%{d3}", "email.example.com"),
                List.of("%{d2}", "example.com"),
                List.of("%{d1}", "com"),
                List.of("%{dr}", "com.example.email"),
                List.of("%{d2r}", "example.email"),
                List.of("%{l}", "strong-bad"),
                List.of("%{l-}", "strong.bad"),
                List.of("%{lr}", "strong-bad"),
                List.of("%{lr-}", "bad.strong"),
                List.of("%{l1r-}", "strong"),
                List.of("%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"),
                List.of("%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"),
                List.of("%{lr-}.lp.%{ir}.%{v}._spf.%{d2}", "bad.strong.lp.3.2.0.192.in-addr._spf.example.com"),
                List.of("%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net"),
                List.of("%%%_%-", "% %20")))
            assertThat(SpfMacros.expand(each.getFirst(), false, values))
                    .as(each.getFirst())
                    .isEqualTo(each.getLast());
        assertThat(SpfMacros.expand("%{ir}.%{v}", false, six::macro))
                .isEqualTo("1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6");
        assertThat(SpfMacros.expand("%{c}", true, six::macro)).isEqualTo("2001:db8::cb01");
    }

    @Test
    void tooLongNamesLoseLabelsFromTheLeft() throws SpfSyntaxException {
        String name = SpfMacros.expandDomain("%{l}.end.test", letter -> "abcdefghi.".repeat(40) + "x");
        assertThat(name).hasSizeLessThanOrEqualTo(253).hasSizeGreaterThan(240).endsWith(".x.end.test");
    }

    @Test
    void macrosDoNotMakeMemoryOfNothing() {
        String sender = "l".repeat(2000) + "@card.test";
        var verdict = check("v=spf1 a:" + "%{s}".repeat(3000) + ".test -all", "192.0.2.10", sender);
        assertThat(verdict.result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(verdict.reason()).hasSizeLessThanOrEqualTo(250);
    }

    @Test
    void sendersThatHaveNobodyToAsk() {
        for (String sender : List.of("a@b", "a@[192.0.2.1]", "a@x..test", "a@" + "y".repeat(64) + ".test", "nothing"))
            assertThat(check("v=spf1 -all", "192.0.2.10", sender).result())
                    .as(sender)
                    .isEqualTo(SpfResult.NONE);
        assertThat(check("v=spf1 -all", "192.0.2.10", "a@none.test").result()).isEqualTo(SpfResult.NONE);
        assertThat(check("v=spf1 exists:%{l}.nobody.test -all", "192.0.2.10", "@card.test")
                        .domain())
                .isEqualTo(DnsName.of("card.test"));
    }

    @Test
    void aBounceIsCheckedByItsHelo() {
        var spf = new Spf(new ScriptedResolver(SpfZone.TEXT), CLOCK, DnsName.of("mx.receiver.test"));
        var client = InetAddress.ofLiteral("192.0.2.10");
        assertThat(spf.mailFrom(client, "pass.test", "").result()).isEqualTo(SpfResult.PASS);
        assertThat(spf.helo(client, "fail.test").result()).isEqualTo(SpfResult.FAIL);
        for (String none : List.of("[192.0.2.10]", "x@pass.test", "", "localhost"))
            assertThat(spf.helo(client, none).result()).as(none).isEqualTo(SpfResult.NONE);
    }

    @Test
    void addressesBeyondAscii() {
        // RFC 8616 §4: the domain in A-labels; a term with such a local part does not match.
        var resolver = new ScriptedResolver(
                "xn--bcher-kva.test TXT \"v=spf1 exists:%{l}.card.test a:four.%{d1} -all\"\n" + SpfZone.TEXT);
        var spf = new Spf(resolver, CLOCK, DnsName.of("mx.receiver.test"));
        assertThat(spf.mailFrom(InetAddress.ofLiteral("192.0.2.10"), "h.test", "jürgen@bücher.test")
                        .result())
                .isEqualTo(SpfResult.PASS);
        assertThat(resolver.asked()).noneMatch(asked -> asked.contains("gen"));
    }

    @Test
    void aSlowDnsEndsTheCheck() {
        var now = new Instant[] {CLOCK.instant()};
        var clock = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now[0];
            }
        };
        var resolver = new ScriptedResolver(
                "*.slow.test * !slow 0\ncard.test TXT \"v=spf1 a:h1.test a:h2.test a:h3.test -all\"\n"
                        + "h1.test A !slow 15\nh1.test A 203.0.113.1\nh2.test A !slow 15\nh2.test A 203.0.113.1\n"
                        + "h3.test A 192.0.2.10\n",
                (Duration delay) -> now[0] = now[0].plus(delay));
        var verdict = new Spf(resolver, clock, DnsName.of("mx.receiver.test"))
                .mailFrom(InetAddress.ofLiteral("192.0.2.10"), "h.test", "a@card.test");
        assertThat(verdict.result()).isEqualTo(SpfResult.TEMPERROR);
    }
}
