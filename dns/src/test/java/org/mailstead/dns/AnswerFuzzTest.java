package org.mailstead.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What servers answer, as bytes: read by the library or refused, and what it has read gives records or none. */
class AnswerFuzzTest {
    private static final DnsName ASKED = DnsName.of("www.example.test");

    private static final List<String> RECORDS = List.of(
            "www.example.test. 300 IN CNAME a.example.test.",
            "a.example.test. 60 IN CNAME b.example.test.",
            "b.example.test. 60 IN A 192.0.2.1",
            "b.example.test. 60 IN AAAA 2001:db8::1",
            "www.example.test. 300 IN MX 10 mx.example.test.",
            "www.example.test. 300 IN TXT \"v=spf1 -all\" \"more\\255\"",
            "www.example.test. 300 IN PTR b\\.c.example.test.",
            "www.example.test. 300 IN TLSA 3 1 1 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
            "www.example.test. 300 IN SRV 1 2 993 mx.example.test.",
            "www.example.test. 300 IN CAA 128 issue \"ca.example.test\"",
            "www.example.test. 300 IN NS ns.example.test.",
            "www.example.test. 300 IN SOA ns.example.test. admin.example.test. 1 2 3 4 5");

    private static final List<RecordType<?>> TYPES = List.of(
            RecordType.A,
            RecordType.AAAA,
            RecordType.CNAME,
            RecordType.MX,
            RecordType.TXT,
            RecordType.PTR,
            RecordType.TLSA,
            RecordType.SRV,
            RecordType.CAA,
            RecordType.NS,
            RecordType.SOA);

    @Test
    void damagedAnswersGiveRecordsOrNone() throws IOException {
        var seeds = new ArrayList<byte[]>();
        for (int section : List.of(Section.ANSWER, Section.AUTHORITY)) seeds.add(answer(section, RECORDS));
        for (String each : RECORDS) seeds.add(answer(Section.ANSWER, List.of(each)));
        var words = List.of("\u00c0\u000c", "\u00c0\u00ff", "?", "\0\0\0\u0001", "\u00ff\u00ff", "\u0003www");
        Mutator.run(13, 3_000, seeds, words, bytes -> {
            Message answer;
            try {
                answer = new Message(bytes);
            } catch (IOException refused) {
                assertThat(refused).isNotNull();
                return;
            }
            for (RecordType<?> type : TYPES) read(answer, type);
        });
    }

    private static void read(Message answer, RecordType<?> type) {
        var chain = new AliasChain(ASKED);
        chain.read(answer, type, true);
        var records = chain.records(type);
        assertThat(records).hasSizeLessThanOrEqualTo(DnsLimits.RECORDS);
        for (DnsRecord record : records) assertThat(record.toString()).isNotEmpty();
        assertThat(chain.end().toString()).isASCII();
        assertThat(chain.ttl().isNegative()).isFalse();
        assertThat(chain.negativeTtl().isNegative()).isFalse();
    }

    private static byte[] answer(int section, List<String> records) throws IOException {
        var question = Record.newRecord(Name.fromString("www.example.test."), Type.A, DClass.IN);
        var message = DnsServer.reply(Message.newQuery(question));
        message.getHeader().setFlag(Flags.AD);
        for (String each : records) {
            String[] words = each.split(" ", 5);
            var owner = Name.fromString(words[0]);
            message.addRecord(
                    Record.fromString(
                            owner, Type.value(words[3]), DClass.IN, Long.parseLong(words[1]), words[4], Name.root),
                    section);
        }
        return message.toWire();
    }
}
