package org.mailstead.tlspolicy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Tlsa;
import org.mailstead.dns.ScriptedResolver;

class TlsaRecordsTest {
    private static final String DIGEST = "ab".repeat(32);
    private static final DnsName MX = DnsName.of("mx.test");
    private static final DnsName DOMAIN = DnsName.of("example.test");

    private static TlsaRecords find(String zone) {
        return TlsaRecords.find(new ScriptedResolver(zone), MX, 25);
    }

    private static Demand demand(String zone) {
        return find(zone) instanceof TlsaRecords.Published published ? published.demand(MX, DOMAIN) : Demand.nothing();
    }

    @Test
    void provedRecordsCount() {
        assertThat(demand("$SECURE\nmx.test A 192.0.2.1\n_25._tcp.mx.test TLSA 3 1 1 " + DIGEST))
                .isInstanceOfSatisfying(Demand.Dane.class, dane -> {
                    assertThat(dane.base()).isEqualTo(MX);
                    assertThat(dane.records()).hasSize(1);
                    assertThat(dane.names()).as("only keys count").isEmpty();
                });
        assertThat(demand("$SECURE\nmx.test AAAA 2001:db8::1\n_25._tcp.mx.test TLSA 2 1 1 " + DIGEST))
                .isInstanceOfSatisfying(
                        Demand.Dane.class, dane -> assertThat(dane.names()).contains(MX, DOMAIN));
    }

    @Test
    void whatIsNotProvedDoesNot() {
        assertThat(find("mx.test A 192.0.2.1\n_25._tcp.mx.test TLSA 3 1 1 " + DIGEST))
                .isInstanceOf(TlsaRecords.None.class);
        assertThat(find("$SECURE\nmx.test A 192.0.2.1\n$INSECURE\n_25._tcp.mx.test TLSA 3 1 1 " + DIGEST))
                .isInstanceOf(TlsaRecords.None.class);
        assertThat(find("$SECURE\nmx.test A 192.0.2.1")).isInstanceOf(TlsaRecords.None.class);
    }

    @Test
    void aZoneWithoutProofIsNotAskedForThem() {
        var resolver = new ScriptedResolver("mx.test A 192.0.2.1\n_25._tcp.mx.test TLSA !timeout");
        assertThat(TlsaRecords.find(resolver, MX, 25)).isInstanceOf(TlsaRecords.None.class);
        assertThat(resolver.asked()).noneMatch(question -> question.endsWith("TLSA"));
    }

    @Test
    void noAnswerIsNotTheAnswerNo() {
        for (String fault : List.of("!timeout", "!servfail", "!bogus"))
            assertThat(find("$SECURE\nmx.test A 192.0.2.1\n_25._tcp.mx.test TLSA " + fault))
                    .isInstanceOf(TlsaRecords.Unknown.class);
        assertThat(find("$SECURE\nmx.test A 192.0.2.1\nmx.test AAAA !bogus\n_25._tcp.mx.test TLSA 3 1 1 " + DIGEST))
                .isInstanceOf(TlsaRecords.Unknown.class);
    }

    @Test
    void whereItsAliasLeadsComesFirst() {
        String alias = "$SECURE\nmx.test CNAME real.test\nreal.test A 192.0.2.1\n";
        String here = "_25._tcp.mx.test TLSA 3 1 1 " + DIGEST + "\n";
        String there = "_25._tcp.real.test TLSA 3 1 1 " + DIGEST + "\n";
        assertThat(demand(alias + here + there).serverName("mx.test")).isEqualTo("real.test");
        assertThat(demand(alias + here).serverName("mx.test")).isEqualTo("mx.test");
        assertThat(demand("$SECURE\nmx.test CNAME real.test\n" + here + "$INSECURE\nreal.test A 192.0.2.1\n" + there)
                        .serverName("mx.test"))
                .as("what stands at the alias itself is proved all the same")
                .isEqualTo("mx.test");
        assertThat(demand("$SECURE\nmx.test CNAME real.test\n$INSECURE\nreal.test A 192.0.2.1\n" + there))
                .isEqualTo(Demand.nothing());
    }

    @Test
    void noneThatCanBeUsedStillMeansTls() {
        String zone = "$SECURE\nmx.test A 192.0.2.1\n_25._tcp.mx.test TLSA ";
        for (String unusable :
                List.of("0 1 1 " + DIGEST, "1 1 1 " + DIGEST, "3 2 1 " + DIGEST, "3 1 9 " + DIGEST, "3 1 1 abcd"))
            assertThat(demand(zone + unusable)).isEqualTo(new Demand.Encryption());
    }

    @Test
    void theWeakerDigestOfAKindIsNotUsed() {
        var weak = new Tlsa(3, 1, 1, new byte[32]);
        var strong = new Tlsa(3, 1, 2, new byte[64]);
        var otherKind = new Tlsa(2, 1, 1, new byte[32]);
        var full = new Tlsa(3, 1, 0, new byte[9]);
        assertThat(TlsaRecords.usable(List.of(weak, strong, otherKind, full))).containsExactly(strong, otherKind, full);
        assertThat(TlsaRecords.usable(List.of(weak))).containsExactly(weak);
    }
}
