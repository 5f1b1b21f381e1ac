package org.mailstead.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

class TlsReportFuzzTest {
    private static byte[] gzip(byte[] plain) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }

    @Test
    void damagedReportsAreReadOrRefused() throws Exception {
        byte[] plain = ReceivedReportsTest.TLS.getBytes(StandardCharsets.UTF_8);
        var words = List.of("\"policies\":[", "{}", "null", "[[[[", "1e999", "\"policy\":{", "\\u0000", "],", "-1");
        Mutator.run(11, 1500, List.of(plain, gzip(plain)), words, input -> {
            try {
                var report = TlsReportReader.read(new ByteArrayInputStream(input));
                assertThat(report.policies()).isNotEmpty().allMatch(each -> each.good() >= 0 && each.bad() >= 0);
                assertThat(report.organization()).isNotBlank().doesNotContain("\n");
            } catch (NoReportException e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void mailsAreSearchedOrRefused() throws Exception {
        byte[] plain = ReceivedReportsTest.TLS.getBytes(StandardCharsets.UTF_8);
        byte[] mail = ReceivedReportsTest.mail("application/tlsrpt+json", plain).getBytes(StandardCharsets.US_ASCII);
        Mutator.run(
                12,
                500,
                List.of(mail),
                List.of("--b", "--b--", "Content-Type: multipart/x; boundary=b", "\r\n\r\n"),
                input -> {
                    try {
                        assertThat(ReportParts.first(() -> new ByteArrayInputStream(input), TlsReportReader::read)
                                        .policies())
                                .isNotEmpty();
                    } catch (NoReportException e) {
                        assertThat(e.getMessage()).isNotBlank();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }
}
