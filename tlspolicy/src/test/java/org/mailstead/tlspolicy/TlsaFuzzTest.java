package org.mailstead.tlspolicy;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.DnsRecord.Tlsa;
import org.mailstead.testkit.Mutator;

class TlsaFuzzTest {
    @Test
    void whateverStandsInARecordThereIsAVerdict() {
        var root = TestCertificates.root("root");
        X509Certificate host = root.host("mx.test");
        var chain = List.of(host, root.certificate);
        List<byte[]> seeds = List.of(
                bytes(TestCertificates.record(2, 0, 0, root.certificate)),
                bytes(TestCertificates.record(2, 1, 0, root.certificate)),
                bytes(TestCertificates.record(3, 1, 1, host)),
                bytes(TestCertificates.record(2, 0, 2, root.certificate)));
        Mutator.run(91, 3_000, seeds, List.of("\u0002\u0001", "\u0003"), bytes -> {
            if (bytes.length < 3) return;
            var record = new Tlsa(bytes[0] & 7, bytes[1] & 3, bytes[2] & 3, Arrays.copyOfRange(bytes, 3, bytes.length));
            var usable = TlsaRecords.usable(List.of(record));
            new TlsaMatch(chain, List.of(DnsName.of("mx.test")), TestCertificates.NOW).objection(usable);
        });
    }

    private static byte[] bytes(Tlsa record) {
        byte[] bytes = new byte[record.data().length + 3];
        bytes[0] = (byte) record.usage();
        bytes[1] = (byte) record.selector();
        bytes[2] = (byte) record.matching();
        System.arraycopy(record.data(), 0, bytes, 3, record.data().length);
        return bytes;
    }
}
