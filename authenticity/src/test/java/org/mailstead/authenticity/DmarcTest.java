package org.mailstead.authenticity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.ScriptedResolver;

class DmarcTest {
    private static final String ZONE = """
            _dmarc.bank.test             TXT "v=DMARC1; p=reject; sp=quarantine; np=reject; rua=mailto:d@bank.test"
            bank.test                    A   192.0.2.1
            www.bank.test                A   192.0.2.1
            mail.bank.test               MX  10 bank.test
            _dmarc.strict.test           TXT "v=DMARC1; p=reject; adkim=s; aspf=s"
            _dmarc.trying.test           TXT "v=DMARC1; p=reject; t=y"
            _dmarc.older.test            TXT "v=DMARC1; p=quarantine; pct=0"
            _dmarc.half.test             TXT "v=DMARC1; p=quarantine; pct=50"
            _dmarc.watch.test            TXT "v=DMARC1; p=none; rua=mailto:d@watch.test"
            _dmarc.twice.test            TXT "v=DMARC1; p=reject"
            _dmarc.twice.test            TXT "v=DMARC1; p=none"
            _dmarc.noise.test            TXT "hello"
            _dmarc.noise.test            TXT "v=DMARC1; p=reject"
            _dmarc.typo.test             TXT "v=DMARC1; p=rejekt"
            _dmarc.typo2.test            TXT "v=DMARC1; p=rejekt; rua=mailto:a@typo2.test"
            _dmarc.dead.test             TXT !timeout
            _dmarc.suffix.example        TXT "v=DMARC1; p=quarantine; psd=y; np=reject"
            shop.suffix.example          A   192.0.2.1
            _dmarc.giant.example         TXT "v=DMARC1; p=reject; psd=n"
            _dmarc.part.giant.example    TXT "v=DMARC1; p=quarantine; psd=n"
            _dmarc.a.uni.test            TXT "v=DMARC1; p=none"
            _dmarc.uni.test              TXT "v=DMARC1; p=reject"
            _dmarc.deaf.x.half.test      TXT !timeout
            """;

    private final ScriptedResolver resolver = new ScriptedResolver(ZONE);

    private static SpfVerdict spf(SpfResult result, String domain) {
        return new SpfVerdict(result, DnsName.of(domain), "because", null);
    }

    private static DkimVerdict dkim(DkimResult result, String domain) {
        return new DkimVerdict(
                result, DnsName.of(domain), "s", "@" + domain, SignatureAlgorithm.RSA_SHA256, "x", false, "because");
    }

    /** @param signatures words like {@code pass:example.org} */
    private DmarcVerdict check(String author, String spf, @Nullable String signatures) {
        String[] sender = spf.split(":");
        List<DkimVerdict> dkim = new ArrayList<>();
        if (signatures != null)
            for (String word : signatures.split(" "))
                dkim.add(dkim(DkimResult.valueOf(word.split(":")[0].toUpperCase(Locale.ROOT)), word.split(":")[1]));
        return new Dmarc(resolver)
                .check(
                        new AuthorDomain.Known(DnsName.of(author)),
                        spf(SpfResult.valueOf(sender[0].toUpperCase(Locale.ROOT)), sender[1]),
                        dkim);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bank.test           | pass:bank.test       |                        | pass      | none
            bank.test           | pass:mail.bank.test  |                        | pass      | none
            bank.test           | fail:bank.test       | pass:bank.test         | pass      | none
            bank.test           | none:other.test      | pass:x.y.bank.test     | pass      | none
            www.bank.test       | none:other.test      | pass:mail.bank.test    | pass      | none
            bank.test           | pass:other.test      | pass:evil.test         | fail      | reject
            bank.test           | pass:evilbank.test   |                        | fail      | reject
            bank.test           | softfail:bank.test   | fail:bank.test         | fail      | reject
            bank.test           | none:bank.test       | policy:bank.test       | fail      | reject
            www.bank.test       | none:x.test          |                        | fail      | quarantine
            mail.bank.test      | none:x.test          |                        | fail      | quarantine
            ghost.bank.test     | none:x.test          |                        | fail      | reject
            bank.test           | temperror:bank.test  |                        | temperror | none
            bank.test           | temperror:x.other    |                        | fail      | reject
            bank.test           | none:x.other         | temperror:bank.test    | temperror | none
            strict.test         | pass:strict.test     |                        | pass      | none
            strict.test         | pass:a.strict.test   | pass:b.strict.test     | fail      | reject
            trying.test         | none:x.test          |                        | fail      | quarantine
            older.test          | none:x.test          |                        | fail      | none
            half.test           | none:x.test          |                        | fail      | quarantine
            watch.test          | none:x.test          |                        | fail      | none
            twice.test          | none:x.test          |                        | none      | none
            noise.test          | none:x.test          |                        | fail      | reject
            typo.test           | none:x.test          |                        | none      | none
            typo2.test          | none:x.test          |                        | fail      | none
            dead.test           | pass:dead.test       |                        | temperror | none
            nothing.test        | pass:nothing.test    |                        | none      | none
            shop.suffix.example | none:x.test          |                        | fail      | quarantine
            gone.suffix.example | none:x.test          |                        | fail      | reject
            a.suffix.example    | pass:b.suffix.example|                        | fail      | reject
            a.b.suffix.example  | pass:c.b.suffix.example |                     | pass      | none
            x.giant.example     | pass:giant.example   |                        | pass      | none
            x.part.giant.example| pass:giant.example   |                        | fail      | quarantine
            x.part.giant.example| pass:part.giant.example |                     | pass      | none
            a.uni.test          | pass:b.uni.test      |                        | pass      | none
            b.uni.test          | none:x.test          |                        | fail      | reject
            half.test           | pass:deaf.x.half.test|                        | temperror | none
            """)
    void verdicts(String author, String spf, String signatures, String result, String disposition) {
        var verdict = check(author, spf, signatures);
        assertThat(verdict.result().word()).as(verdict.reason()).isEqualTo(result);
        assertThat(verdict.disposition().word()).as(verdict.reason()).isEqualTo(disposition);
        assertThat(verdict.reason()).isNotBlank();
    }

    @Test
    void saysWhy() {
        var verdict = check("bank.test", "pass:evil.test", null);
        assertThat(verdict.reason())
                .isEqualTo("neither SPF nor DKIM speaks for bank.test, which asks to reject such mail");
        assertThat(verdict.policyDomain()).isEqualTo(DnsName.of("bank.test"));
        assertThat(check("trying.test", "none:x.test", null).policy()).isEqualTo(DmarcPolicy.REJECT);
        assertThat(check("bank.test", "pass:bank.test", "pass:bank.test").reason())
                .isEqualTo("SPF and DKIM speak for bank.test");
    }

    /** RFC 9989 §4.10, the name with thirteen labels. */
    @Test
    void longNamesCostEightQuestions() {
        check("a.b.c.d.e.f.g.h.i.j.mail.example.com", "none:x.test", null);
        assertThat(resolver.asked())
                .containsExactly(
                        "_dmarc.a.b.c.d.e.f.g.h.i.j.mail.example.com TXT",
                        "_dmarc.g.h.i.j.mail.example.com TXT",
                        "_dmarc.h.i.j.mail.example.com TXT",
                        "_dmarc.i.j.mail.example.com TXT",
                        "_dmarc.j.mail.example.com TXT",
                        "_dmarc.mail.example.com TXT",
                        "_dmarc.example.com TXT",
                        "_dmarc.com TXT");
    }

    @Test
    void nothingIsAskedForThoseWhoCannotBeAligned() {
        check("bank.test", "pass:x.example", "pass:y.example pass:z.example");
        assertThat(resolver.asked()).containsExactly("_dmarc.bank.test TXT");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            From: Ann <ann@Bank.test>                          | bank.test
            From: ann@bank.test, bob@bank.test                 | bank.test
            FROM : =?utf-8?q?x?= <ann@b=C3.test>               | b=c3.test
            From: "eve@evil.test" <ann@bank.test>              | bank.test
            From: ann@bücher.test                              | xn--bcher-kva.test
            From: Team: ann@bank.test;                         | bank.test
            From: ann@bank.test, eve@evil.test                 |
            From: Ann                                          |
            From: ann@[192.0.2.1] <x@..>                       |
            From: undisclosed:;                                |
            To: ann@bank.test                                  |
            From: a@bank.test\\r\\nFrom: b@bank.test           |
            """)
    void authors(String field, String expected) {
        var header = RawHeader.parse(field.replace("\\r\\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        switch (AuthorDomain.of(header)) {
            case AuthorDomain.Known known ->
                assertThat(known.domain().toString()).isEqualTo(expected);
            case AuthorDomain.Unknown unknown -> {
                assertThat(expected).as(unknown.reason()).isNull();
                var verdict = new Dmarc(resolver).check(unknown, spf(SpfResult.PASS, "bank.test"), List.of());
                assertThat(verdict.result()).isEqualTo(DmarcResult.PERMERROR);
            }
        }
    }

    @Test
    void recordsAreReadInFull() {
        var record = DmarcRecord.parse("v=DMARC1;p=Quarantine; sp=none;np=reject;adkim=s;aspf=r;psd=n;t=n;fo=1:d;"
                        + "rua=mailto:a@b.test!10m, https://x.test/, mailto:c%40e.test ,mailto:x%40y@z.test,mailto:not an address,MAILTO:f@g.test?x=y;"
                        + "ruf=mailto:h@i.test; future=yes")
                .orElseThrow();
        assertThat(record)
                .isEqualTo(new DmarcRecord(
                        DmarcPolicy.QUARANTINE,
                        DmarcPolicy.NONE,
                        DmarcPolicy.REJECT,
                        true,
                        false,
                        DmarcRecord.PublicSuffix.NO,
                        false,
                        "1:d",
                        List.of(
                                new ReportDestination("a@b.test", 10 << 20),
                                ReportDestination.of("c@e.test"),
                                ReportDestination.of("f@g.test")),
                        List.of("h@i.test")));
        assertThat(DmarcRecord.parse("v=DMARC1").orElseThrow().policy()).isEqualTo(DmarcPolicy.NONE);
        assertThat(DmarcRecord.parse("v=DMARC1; psd=y").orElseThrow().publicSuffix())
                .isEqualTo(DmarcRecord.PublicSuffix.YES);
    }

    /** RFC 7489 §6.4. */
    @ParameterizedTest
    @CsvSource({
        "!0, 0",
        "!500, 500",
        "!3k, 3072",
        "!10M, 10485760",
        "!1g, 1073741824",
        "!2t, 2199023255552",
        "!99999999999999t, 9223372036854775807",
        "!99999999999999999999, 9223372036854775807",
        "!ten, 9223372036854775807",
        "!, 9223372036854775807",
        "'', 9223372036854775807"
    })
    void reportsMayHaveALargestSize(String written, long bytes) {
        assertThat(DmarcRecord.parse("v=DMARC1; p=none; rua=mailto:a@b.test" + written)
                        .orElseThrow()
                        .aggregate())
                .containsExactly(new ReportDestination("a@b.test", bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v=dmarc1; p=none",
                "v=DMARC2; p=none",
                "p=none; v=DMARC1",
                "V=DMARC1; p=none",
                "v=DMARC1; p=none; p=none",
                "v=DMARC1 p=none",
                "v=DMARC1; sp=nothing",
                "v=DMARC1; p=none; junk"
            })
    void othersAreNoRecords(String text) {
        assertThat(DmarcRecord.parse(text)).isEmpty();
    }
}
