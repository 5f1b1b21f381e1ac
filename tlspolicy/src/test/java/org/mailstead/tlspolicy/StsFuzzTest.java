package org.mailstead.tlspolicy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Txt;
import org.mailstead.store.StoreFault;
import org.mailstead.testkit.Mutator;

class StsFuzzTest {
    private static final List<String> WORDS =
            List.of("version: STSv1\n", "mode: none", "mx: *.", "max_age: ", "v=STSv1;", "id=", "rua=", "<html>");

    @Test
    void aPolicyIsTheSameFromItsOwnLines() {
        Mutator.run(
                92,
                5_000,
                bytes(
                        "version: STSv1\nmode: enforce\nmx: mail.example.com\nmx: *.example.net\nmax_age: 604800\n",
                        "version: STSv1\r\nmode: none\r\nmax_age: 0\r\nother: x\r\n"),
                WORDS,
                bytes -> {
                    try {
                        StsPolicy policy = StsPolicy.parse(bytes);
                        byte[] again = String.join("\n", policy.lines()).getBytes(ISO_8859_1);
                        assertThat(StsPolicy.parse(again)).isEqualTo(policy);
                    } catch (StsPolicy.Invalid e) {
                        assertThat(e.getMessage()).matches("[ -~…]+");
                    }
                });
    }

    @Test
    void aRecordHasFieldsOrNone() {
        Mutator.run(
                93,
                5_000,
                bytes("v=STSv1; id=20160831085700Z;", "v=TLSRPTv1; rua=mailto:a@b.example,https://c.example/d"),
                WORDS,
                bytes -> {
                    var records = List.of(new Txt(List.of(new String(bytes, ISO_8859_1))));
                    for (String version : List.of("STSv1", "TLSRPTv1"))
                        TxtFields.only(records, version)
                                .flatMap(fields -> fields.value("id"))
                                .ifPresent(id -> assertThat(id).isNotEmpty().isPrintable());
                });
    }

    @Test
    void whateverAWebServerSaysIsAnAnswerOrARefusal() {
        Mutator.run(
                94,
                5_000,
                bytes(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello",
                        "HTTP/1.0 404 no\r\n\r\nhello",
                        "HTTP/1.1 100 go on\r\n\r\n"
                                + "HTTP/1.1 200 OK\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n"
                                + "5;x=y\r\n"
                                + "hello\r\n"
                                + "0\r\n\r\n"),
                List.of("HTTP/1.1 200\r\n", "Transfer-Encoding: chunked\r\n", "Content-Length: ", "ffffffff\r\n"),
                bytes -> {
                    try {
                        HttpAnswer answer = HttpAnswer.read(new ByteArrayInputStream(bytes), 1000);
                        assertThat(answer.body().length).isLessThanOrEqualTo(1000);
                        assertThat(answer.status()).isBetween(200, 599);
                    } catch (IOException e) {
                        assertThat(e.getMessage()).isPrintable();
                    }
                });
    }

    @Test
    void aRowThatIsBrokenIsAFaultOfThatRow() throws StsPolicy.Invalid {
        var policy =
                StsPolicy.parse("version: STSv1\nmode: enforce\nmx: *.a.example\nmax_age: 9\n".getBytes(ISO_8859_1));
        var kept = new StsCache.Kept(DnsName.of("a.example"), "1", Instant.EPOCH, Instant.EPOCH, policy);
        assertThat(StsCache.decode(kept.domain(), kept.encode())).isEqualTo(kept);
        Mutator.run(95, 3_000, List.of(kept.encode()), List.of(), bytes -> {
            try {
                StsCache.decode(kept.domain(), bytes);
            } catch (StoreFault e) {
                assertThat(e.getMessage()).isPrintable();
            }
        });
    }

    @Test
    void whoWantsReportsIsAnAddressOrNone() {
        var seeds =
                bytes("mailto:a+b%2D@b.example?x=y , https://c.example:8443/d?e=f", "https://u@c.example/,mailto:x");
        Mutator.run(96, 5_000, seeds, List.of("mailto:", "https://", ",", "%0d%0a", "@"), bytes -> {
            for (var target : ReportTargets.parse(new String(bytes, ISO_8859_1))) {
                if (ReportTargets.isWeb(target))
                    assertThat(target.toASCIIString()).isPrintable();
                else
                    assertThat(ReportTargets.mailbox(target).orElseThrow()).doesNotContainPattern("[\\s\\p{Cntrl}<>,]");
            }
        });
    }

    @Test
    void countsThatAreBrokenAreAFaultOfThatRow() {
        var failure = new TlsFailure(TlsFailure.Kind.TLSA_INVALID, "no");
        var policy =
                new AppliedPolicy(AppliedPolicy.Type.TLSA, DnsName.of("mx.test"), List.of("3 1 1 00"), List.of("a"));
        var counts = new TlsCounts();
        counts.add(new TlsSession(DnsName.of("there.example"), policy, "mx.test", "192.0.2.1", null, failure));
        assertThat(TlsCounts.decode(counts.encode()).encode()).isEqualTo(counts.encode());
        assertThat(AppliedPolicy.decode(policy.encode())).isEqualTo(policy);
        Mutator.run(97, 3_000, List.of(counts.encode(), policy.encode()), List.of(), bytes -> {
            try {
                TlsCounts.decode(bytes);
            } catch (StoreFault e) {
                assertThat(e.getMessage()).isPrintable();
            }
            try {
                AppliedPolicy.decode(bytes);
            } catch (StoreFault e) {
                assertThat(e.getMessage()).isPrintable();
            }
        });
    }

    private static List<byte[]> bytes(String... texts) {
        return List.of(texts).stream().map(text -> text.getBytes(ISO_8859_1)).toList();
    }
}
