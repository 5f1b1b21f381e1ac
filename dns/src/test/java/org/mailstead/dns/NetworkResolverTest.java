package org.mailstead.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/** What real servers do to a resolver. */
class NetworkResolverTest {
    private static NetworkResolver resolver(InetSocketAddress... servers) {
        var settings =
                new NetworkSettings(List.of(servers), Dnssec.OFF, Duration.ofSeconds(20), Duration.ofSeconds(50));
        return new NetworkResolver(settings, Clock.systemUTC());
    }

    private static Message with(Message reply, String... records) {
        try {
            for (String record : records) reply.addRecord(SignedTree.parse(record), Section.ANSWER);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
        return reply;
    }

    private static <R extends DnsRecord> Answer<R> ask(RecordType<R> type, DnsServer.Script script) throws Exception {
        try (var server = new DnsServer(script)) {
            return resolver(server.address()).lookup(DnsName.of("example.test"), type);
        }
    }

    @Test
    void readsEveryTypeOfRecord() throws Exception {
        assertThat(records(RecordType.A, "example.test. 60 IN A 192.0.2.1"))
                .containsExactly(new DnsRecord.Address(InetAddress.ofLiteral("192.0.2.1")));
        assertThat(records(RecordType.AAAA, "example.test. 60 IN AAAA 2001:db8::1"))
                .containsExactly(new DnsRecord.Address(InetAddress.ofLiteral("2001:db8::1")));
        assertThat(records(RecordType.MX, "example.test. 60 IN MX 10 Mail.Example.test."))
                .containsExactly(new DnsRecord.Mx(10, DnsName.of("mail.example.test")));
        assertThat(records(RecordType.MX, "example.test. 60 IN MX 0 ."))
                .containsExactly(new DnsRecord.Mx(0, DnsName.ROOT));
        assertThat(records(RecordType.TXT, "example.test. 60 IN TXT \"a\" \"b\\255\""))
                .containsExactly(new DnsRecord.Txt(List.of("a", "b\u00ff")));
        assertThat(records(RecordType.PTR, "example.test. 60 IN PTR host.test."))
                .containsExactly(new DnsRecord.Ptr(DnsName.of("host.test")));
        assertThat(records(RecordType.CNAME, "example.test. 60 IN CNAME host.test."))
                .containsExactly(new DnsRecord.Cname(DnsName.of("host.test")));
        assertThat(records(RecordType.SRV, "example.test. 60 IN SRV 1 2 993 host.test."))
                .containsExactly(new DnsRecord.Srv(1, 2, 993, DnsName.of("host.test")));
        assertThat(records(RecordType.CAA, "example.test. 60 IN CAA 128 issue \"ca.test\""))
                .containsExactly(new DnsRecord.Caa(true, "issue", "ca.test"));
        assertThat(records(RecordType.NS, "example.test. 60 IN NS ns.test."))
                .containsExactly(new DnsRecord.Ns(DnsName.of("ns.test")));
        assertThat(records(RecordType.SOA, "example.test. 60 IN SOA ns.test. root.test. 7 2 3 4 5"))
                .containsExactly(new DnsRecord.Soa(DnsName.of("ns.test"), DnsName.of("root.test"), 7, 5));
        assertThat(records(RecordType.TLSA, "example.test. 60 IN TLSA 3 1 1 0aff"))
                .containsExactly(new DnsRecord.Tlsa(3, 1, 1, new byte[] {10, -1}));
    }

    private static <R extends DnsRecord> List<R> records(RecordType<R> type, String... records) throws Exception {
        return ask(type, DnsServer.answering(reply -> with(reply, records))) instanceof Answer.Found<R> found
                ? found.records()
                : List.of();
    }

    @Test
    void aLongAnswerComesOverTcp() throws Exception {
        var answer = ask(RecordType.A, (query, tcp) -> {
            var reply = DnsServer.reply(query);
            if (tcp) return with(reply, "example.test. 60 IN A 192.0.2.1");
            reply.getHeader().setFlag(Flags.TC);
            return reply;
        });
        assertThat(answer).isInstanceOf(Answer.Found.class);
    }

    @Test
    void aliasesAreFollowedWithinAndAcrossAnswers() throws Exception {
        var answer = ask(RecordType.A, (query, tcp) -> {
            var reply = DnsServer.reply(query);
            return switch (query.getQuestion().getName().toString()) {
                case "example.test." -> with(reply, "example.test. 60 IN CNAME b.test.", "b.test. 20 IN CNAME c.test.");
                case "c.test." -> with(reply, "c.test. 90 IN A 192.0.2.3");
                default -> reply;
            };
        });
        assertThat(answer)
                .isEqualTo(new Answer.Found<>(
                        DnsName.of("c.test"),
                        List.of(new DnsRecord.Address(InetAddress.ofLiteral("192.0.2.3"))),
                        Duration.ofSeconds(20),
                        false));
    }

    @Test
    void aCircleOfAliasesEnds() throws Exception {
        var answer = ask(
                RecordType.A,
                DnsServer.answering(reply ->
                        with(reply, "example.test. 60 IN CNAME b.test.", "b.test. 60 IN CNAME example.test.")));
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.TemporaryFailure.class,
                        failure -> assertThat(failure.cause()).isEqualTo(Answer.Cause.ALIAS_LOOP));
    }

    @Test
    void anEndlessChainOfAliasesEnds() throws Exception {
        var answer = ask(RecordType.A, (query, tcp) -> {
            var name = query.getQuestion().getName();
            return with(DnsServer.reply(query), name + " 60 IN CNAME x" + name);
        });
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.TemporaryFailure.class,
                        failure -> assertThat(failure.cause()).isEqualTo(Answer.Cause.ALIAS_LOOP));
    }

    @Test
    void absenceHasItsOwnAnswers() throws Exception {
        assertThat(ask(RecordType.A, DnsServer.answering(reply -> {
                    reply.getHeader().setRcode(Rcode.NXDOMAIN);
                    try {
                        reply.addRecord(SignedTree.parse("test. 900 IN SOA ns. root. 1 2 3 4 120"), Section.AUTHORITY);
                    } catch (java.io.IOException e) {
                        throw new IllegalStateException(e);
                    }
                    return reply;
                })))
                .isEqualTo(new Answer.NoSuchName<>(Duration.ofMinutes(2), false));
        assertThat(ask(RecordType.A, DnsServer.answering(reply -> reply)))
                .isEqualTo(new Answer.NoData<>(Duration.ZERO, false));
    }

    @Test
    void recordsOfOtherNamesAreNoAnswer() throws Exception {
        assertThat(ask(RecordType.A, DnsServer.answering(reply -> with(reply, "bank.test. 60 IN A 203.0.113.1"))))
                .isInstanceOf(Answer.NoData.class);
    }

    @Test
    void failuresSayWhatFailed() throws Exception {
        assertThat(cause(Rcode.SERVFAIL)).isEqualTo(Answer.Cause.SERVER_FAILURE);
        assertThat(cause(Rcode.REFUSED)).isEqualTo(Answer.Cause.REFUSED);
        assertThat(cause(Rcode.FORMERR)).isEqualTo(Answer.Cause.MALFORMED);
    }

    private static Answer.Cause cause(int rcode) throws Exception {
        var answer = ask(RecordType.A, DnsServer.answering(reply -> {
            reply.getHeader().setRcode(rcode);
            return reply;
        }));
        assertThat(answer).isInstanceOf(Answer.TemporaryFailure.class);
        return ((Answer.TemporaryFailure<?>) answer).cause();
    }

    @Test
    void silenceEndsWithTheTimeLimit() throws Exception {
        try (var server = new DnsServer((query, tcp) -> null)) {
            var settings = new NetworkSettings(
                    List.of(server.address()), Dnssec.OFF, Duration.ofMillis(100), Duration.ofMillis(300));
            var answer = new NetworkResolver(settings, Clock.systemUTC()).lookup(DnsName.of("a.test"), RecordType.A);
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Answer.TemporaryFailure.class,
                            failure -> assertThat(failure.cause()).isEqualTo(Answer.Cause.TIMEOUT));
        }
    }

    @Test
    void theNextServerIsAskedWhenOneIsSilent() throws Exception {
        try (var silent = new DnsServer((query, tcp) -> null);
                var awake =
                        new DnsServer(DnsServer.answering(reply -> with(reply, "example.test. 60 IN A 192.0.2.1")))) {
            var settings = new NetworkSettings(
                    List.of(silent.address(), awake.address()),
                    Dnssec.OFF,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(50));
            assertThat(new NetworkResolver(settings, Clock.systemUTC())
                            .lookup(DnsName.of("example.test"), RecordType.A))
                    .isInstanceOf(Answer.Found.class);
        }
    }
}
