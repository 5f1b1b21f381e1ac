package org.mailstead.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;

/** What servers answer to signed questions: believed as it was signed, and else refused. */
class ZoneUpdateFuzzTest {
    private static final TsigKey KEY =
            TsigKey.parse("hmac-sha256:acme:c2VjcmV0").orElseThrow();

    @Test
    void nothingIsBelievedThatIsNotSigned() throws IOException {
        var update =
                new ZoneUpdate(new InetSocketAddress(InetAddress.getLoopbackAddress(), 53), KEY, Clock.systemUTC());
        var question = Message.newQuery(
                Record.newRecord(Name.fromString("_acme-challenge.mail.example.test."), Type.SOA, DClass.IN));
        new TSIG(KEY.wireAlgorithm(), WireRecords.toWire(KEY.name()), KEY.secret()).apply(question, null);
        byte[] good;
        byte[] refused;
        try (var zone = new UpdatedZone(KEY);
                var other = new UpdatedZone(
                        TsigKey.parse("hmac-sha256:other:c2VjcmV0").orElseThrow())) {
            good = zone.answer(question.toWire()).toWire();
            refused = other.answer(question.toWire()).toWire();
        }
        var signed = new Message(good);
        Mutator.run(29, 3_000, List.of(good, refused), List.of("\u00c0\u000c", "\u00fa\u00ff", "\0\u0010"), bytes -> {
            try {
                Message read = update.read(question, bytes);
                assertThat(read.isSigned()).isTrue();
                // Bytes behind the message, and the case of the key's name, are all that may differ.
                assertThat(read.getSection(Section.AUTHORITY)).isEqualTo(signed.getSection(Section.AUTHORITY));
                assertThat(read.getRcode()).isEqualTo(signed.getRcode());
            } catch (UpdateRefused e) {
                assertThat(e.getMessage()).matches("[\\x20-\\x7e]+");
            }
        });
    }
}
