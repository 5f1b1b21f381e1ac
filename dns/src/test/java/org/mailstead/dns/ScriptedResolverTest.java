package org.mailstead.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.dns.DnsRecord.Mx;

class ScriptedResolverTest {
    private static final String ZONE = """
            $TTL 300
            example.test      MX    20 b.example.test    ; the second
            example.test      MX    10 a.example.test.
            a.example.test    60 IN A  192.0.2.1
            example.test      TXT   "v=spf1 \\"quoted\\"; -all" more
            codes.test        TXT   "a\\013b\\0491" \\059
            *.wild.test       A     192.0.2.9
            known.wild.test   TXT   here
            null.test         MX    0 .
            both.test         MX    0 .
            both.test         MX    5 a.example.test
            alias.test        CNAME a.example.test
            one.test          CNAME two.test
            two.test          CNAME one.test
            broken.test       *     !servfail
            forged.test       MX    !bogus
            $SECURE
            proved.test       A     192.0.2.7
            proved.test       MX    1 proved.test
            half.test         CNAME a.example.test
            """;

    private final ScriptedResolver resolver = new ScriptedResolver(ZONE);

    private <R extends DnsRecord> Answer<R> ask(String name, RecordType<R> type) {
        return resolver.lookup(DnsName.of(name), type);
    }

    @Test
    void answersAsTheDnsDoes() {
        assertThat(ask("example.test", RecordType.TXT))
                .isEqualTo(new Answer.Found<>(
                        DnsName.of("example.test"),
                        List.of(new DnsRecord.Txt(List.of("v=spf1 \"quoted\"; -all", "more"))),
                        Duration.ofMinutes(5),
                        false));
        assertThat(ask("codes.test", RecordType.TXT))
                .isEqualTo(new Answer.Found<>(
                        DnsName.of("codes.test"),
                        List.of(new DnsRecord.Txt(List.of("a\rb11", ";"))),
                        Duration.ofMinutes(5),
                        false));
        assertThat(ask("example.test", RecordType.A)).isInstanceOf(Answer.NoData.class);
        assertThat(ask("test", RecordType.A)).isInstanceOf(Answer.NoData.class);
        assertThat(ask("nobody.test", RecordType.A)).isInstanceOf(Answer.NoSuchName.class);
        assertThat(ask("x.y.wild.test", RecordType.A)).isInstanceOf(Answer.Found.class);
        assertThat(ask("x.wild.test", RecordType.MX)).isInstanceOf(Answer.NoData.class);
        assertThat(ask("known.wild.test", RecordType.A)).isInstanceOf(Answer.NoData.class);
        assertThat(ask("x.known.wild.test", RecordType.A)).isInstanceOf(Answer.NoSuchName.class);
        assertThat(ask("one.test", RecordType.A)).isInstanceOf(Answer.TemporaryFailure.class);
        assertThat(ask("broken.test", RecordType.TXT)).isInstanceOf(Answer.TemporaryFailure.class);
        assertThat(ask("forged.test", RecordType.MX)).isInstanceOf(Answer.Bogus.class);
        assertThat(resolver.asked()).first().isEqualTo("example.test TXT");
    }

    @Test
    void anAliasBringsItsTtlAndProof() {
        assertThat(ask("half.test", RecordType.A)).isInstanceOfSatisfying(Answer.Found.class, found -> {
            assertThat(found.authenticated()).isFalse();
            assertThat(found.ttl()).isEqualTo(Duration.ofMinutes(1));
            assertThat(found.name()).isEqualTo(DnsName.of("a.example.test"));
        });
        assertThat(ask("proved.test", RecordType.A))
                .isInstanceOfSatisfying(
                        Answer.Found.class,
                        found -> assertThat(found.authenticated()).isTrue());
    }

    @Test
    void aMistakeNamesItsLine() {
        for (String wrong :
                List.of("a.test A 1.2.3.x", "a.test NAPTR x", "a.test TXT \"open", "a.test A", "a.test A !what"))
            assertThatThrownBy(() -> new ScriptedResolver(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a.test");
    }

    @Test
    void mailGoesWhereMxSays() {
        assertThat(route("example.test"))
                .isEqualTo(new MailRoute.Hosts(
                        List.of(new Mx(10, DnsName.of("a.example.test")), new Mx(20, DnsName.of("b.example.test"))),
                        false));
        assertThat(route("proved.test"))
                .isEqualTo(new MailRoute.Hosts(List.of(new Mx(1, DnsName.of("proved.test"))), true));
        assertThat(route("a.example.test"))
                .isEqualTo(new MailRoute.Hosts(List.of(new Mx(0, DnsName.of("a.example.test"))), false));
        assertThat(route("null.test")).isEqualTo(new MailRoute.NoMail());
        assertThat(route("both.test"))
                .isEqualTo(new MailRoute.Hosts(List.of(new Mx(5, DnsName.of("a.example.test"))), false));
        assertThat(route("nobody.test")).isEqualTo(new MailRoute.NoDomain());
        assertThat(route("broken.test")).isInstanceOf(MailRoute.Unknown.class);
        assertThat(route("forged.test")).isInstanceOf(MailRoute.Unknown.class);
    }

    private MailRoute route(String domain) {
        return MailRoute.find(resolver, DnsName.of(domain));
    }
}
