package org.mailstead.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class AliasChainTest {
    private static final DnsName ASKED = DnsName.of("www.example.test");

    private static Record record(int type, int dclass, String text) throws IOException {
        return Record.fromString(Name.fromString("www.example.test."), type, dclass, 300, text, Name.root);
    }

    @Test
    void recordsOfAnotherClassAreNoAnswer() throws IOException {
        var answer = new Message();
        answer.addRecord(record(Type.CNAME, DClass.CH, "evil.test."), Section.ANSWER);
        answer.addRecord(record(Type.MX, DClass.HS, "10 evil.test."), Section.ANSWER);
        answer.addRecord(record(Type.MX, DClass.IN, "20 mx.example.test."), Section.ANSWER);
        var chain = new AliasChain(ASKED);
        chain.read(answer, RecordType.MX, false);
        assertThat(chain.end()).isEqualTo(ASKED);
        assertThat(chain.records(RecordType.MX)).containsExactly(new DnsRecord.Mx(20, DnsName.of("mx.example.test")));
    }
}
