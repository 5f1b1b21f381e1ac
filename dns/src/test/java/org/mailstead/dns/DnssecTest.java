package org.mailstead.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

/** A chain of proofs from a root of our own down, and what happens when it is cut, forged or old. */
class DnssecTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private SignedTree tree = new SignedTree(NOW);

    @BeforeEach
    void plant() throws Exception {
        tree = new SignedTree(NOW)
                .zone(".", true)
                .zone("test.", true)
                .zone(
                        "secure.test.",
                        true,
                        "secure.test. 300 IN MX 10 mail.secure.test.",
                        "mail.secure.test. 300 IN A 192.0.2.1",
                        "_25._tcp.mail.secure.test. 300 IN TLSA 3 1 1 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
                        "alias.secure.test. 300 IN CNAME mail.secure.test.",
                        "outside.secure.test. 300 IN CNAME www.plain.test.")
                .zone("plain.test.", false, "www.plain.test. 300 IN A 192.0.2.2");
    }

    private interface Change {
        Message change(Message reply) throws Exception;
    }

    private <R extends DnsRecord> Answer<R> lookup(Change change, Instant at, String name, RecordType<R> type)
            throws Exception {
        try (var server = new DnsServer((query, tcp) -> {
            try {
                return change.change(tree.answer(query));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        })) {
            var settings = new NetworkSettings(
                    List.of(server.address()), Dnssec.VALIDATE, Duration.ofSeconds(20), Duration.ofSeconds(50));
            return new NetworkResolver(settings, Clock.fixed(at, ZoneOffset.UTC), tree.anchors())
                    .lookup(DnsName.of(name), type);
        }
    }

    private <R extends DnsRecord> Answer<R> lookup(String name, RecordType<R> type) throws Exception {
        return lookup(reply -> reply, NOW, name, type);
    }

    @Test
    void signedRecordsAreAuthenticated() throws Exception {
        assertThat(lookup("secure.test", RecordType.MX))
                .isInstanceOfSatisfying(
                        Answer.Found.class,
                        found -> assertThat(found.authenticated()).isTrue());
        assertThat(lookup("_25._tcp.mail.secure.test", RecordType.TLSA))
                .isInstanceOfSatisfying(
                        Answer.Found.class,
                        found -> assertThat(found.authenticated()).isTrue());
    }

    @Test
    void recordsOfAnUnsignedZoneAreFoundUnauthenticated() throws Exception {
        assertThat(lookup("www.plain.test", RecordType.A))
                .isInstanceOfSatisfying(
                        Answer.Found.class,
                        found -> assertThat(found.authenticated()).isFalse());
    }

    @Test
    void anAliasIsAsGoodAsItsWeakestStep() throws Exception {
        assertThat(lookup("alias.secure.test", RecordType.A)).isInstanceOfSatisfying(Answer.Found.class, found -> {
            assertThat(found.name()).isEqualTo(DnsName.of("mail.secure.test"));
            assertThat(found.authenticated()).isTrue();
        });
        assertThat(lookup("outside.secure.test", RecordType.A))
                .isInstanceOfSatisfying(
                        Answer.Found.class,
                        found -> assertThat(found.authenticated()).isFalse());
    }

    @Test
    void absenceIsProved() throws Exception {
        assertThat(lookup("nobody.secure.test", RecordType.A))
                .isEqualTo(new Answer.NoSuchName<>(Duration.ofSeconds(60), true));
        assertThat(lookup("mail.secure.test", RecordType.AAAA))
                .isEqualTo(new Answer.NoData<>(Duration.ofSeconds(60), true));
    }

    @Test
    void aForgedRecordIsBogus() throws Exception {
        var forged = SignedTree.parse("mail.secure.test. 300 IN A 203.0.113.66");
        assertThat(lookup(reply -> SignedTree.forged(reply, forged), NOW, "mail.secure.test", RecordType.A))
                .isInstanceOf(Answer.Bogus.class);
    }

    @Test
    void strippedSignaturesAreBogus() throws Exception {
        Change strip = reply ->
                reply.getQuestion().getName().toString().startsWith("mail") ? SignedTree.stripped(reply) : reply;
        assertThat(lookup(strip, NOW, "mail.secure.test", RecordType.A)).isInstanceOf(Answer.Bogus.class);
    }

    @Test
    void aServerThatKnowsNothingOfDnssecIsNotBelieved() throws Exception {
        assertThat(lookup(SignedTree::stripped, NOW, "www.plain.test", RecordType.A))
                .isInstanceOf(Answer.Bogus.class);
    }

    /** What is asked at the start to see whether the servers pass signatures on at all. */
    @Test
    void theRootTellsWhetherProofsWork() throws Exception {
        assertThat(lookup(reply -> reply, NOW, ".", RecordType.SOA))
                .isInstanceOfSatisfying(
                        Answer.Found.class,
                        found -> assertThat(found.authenticated()).isTrue());
        assertThat(lookup(SignedTree::stripped, NOW, ".", RecordType.SOA)).isInstanceOf(Answer.Bogus.class);
    }

    @Test
    void oldSignaturesAreBogus() throws Exception {
        assertThat(lookup(reply -> reply, NOW.plus(Duration.ofDays(30)), "mail.secure.test", RecordType.A))
                .isInstanceOf(Answer.Bogus.class);
    }

    @Test
    void theServersWordIsNoProof() throws Exception {
        Change claim = reply -> {
            var claimed = SignedTree.stripped(reply);
            claimed.getHeader().setFlag(Flags.AD);
            return claimed;
        };
        assertThat(lookup(claim, NOW, "mail.secure.test", RecordType.A)).isInstanceOf(Answer.Bogus.class);
    }

    @Test
    void theWordOfALoopbackServerIsTakenIfAskedFor() throws Exception {
        try (var server = new DnsServer((query, tcp) -> {
            var reply = tree.answer(query);
            if (query.getHeader().getFlag(Flags.AD)) reply.getHeader().setFlag(Flags.AD);
            return reply;
        })) {
            for (var mode : List.of(Dnssec.TRUST_LOOPBACK, Dnssec.OFF)) {
                var resolver = new NetworkResolver(
                        new NetworkSettings(List.of(server.address()), mode), Clock.fixed(NOW, ZoneOffset.UTC));
                assertThat(resolver.lookup(DnsName.of("mail.secure.test"), RecordType.A))
                        .isInstanceOfSatisfying(
                                Answer.Found.class,
                                found -> assertThat(found.authenticated()).isEqualTo(mode == Dnssec.TRUST_LOOPBACK));
            }
        }
    }

    @Test
    void aServerElsewhereIsNotTrusted() {
        assertThatThrownBy(() ->
                        new NetworkSettings(List.of(new InetSocketAddress("192.0.2.53", 53)), Dnssec.TRUST_LOOPBACK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not on this machine");
    }
}
