package org.mailstead.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;
import org.mailstead.testkit.PeopleAuthority;

class ClientCertificateFuzzTest {
    private static final PeopleAuthority AUTHORITY =
            PeopleAuthority.root("Ours", Instant.parse("2026-11-23T08:00:00Z"));

    private static X509Certificate issued(String name, String... addresses) {
        return AUTHORITY.issue(AUTHORITY.wish(name, addresses)).chain().getFirst();
    }

    @Test
    void whatItSaysOfItsHolder() {
        var shown = ClientCertificate.of(issued("Ann, of \"Sales\"", "ann@example.test", "a@b.test"));
        assertThat(shown.addresses()).containsExactly("ann@example.test", "a@b.test");
        assertThat(shown.name()).matches("Ann, of \"Sales\" \\(1f[0-9a-f]{2}\\)");
        assertThat(ClientCertificate.of(issued("Nobody")).addresses()).isEmpty();
    }

    @Test
    void notMoreThanCanBeLookedAt() {
        String[] many =
                IntStream.range(0, 50).mapToObj(i -> "a" + i + "@example.test").toArray(String[]::new);
        var shown = ClientCertificate.of(issued("n".repeat(64), many));
        assertThat(shown.addresses()).hasSize(20).endsWith("a19@example.test");
        assertThat(shown.name()).startsWith("n".repeat(60) + " (");
    }

    @Test
    void whateverIsInItComesToAnEnd() throws Exception {
        List<byte[]> seeds = List.of(
                issued("Ann", "ann@example.test").getEncoded(),
                issued("B+C=\\,", "b@c", "d").getEncoded());
        Mutator.run(23, 3_000, seeds, List.of("CN=", "\u0081\u0005a@b.c"), bytes -> {
            Optional<X509Certificate> read = read(bytes);
            if (read.isEmpty()) return;
            var shown = ClientCertificate.of(read.get());
            assertThat(shown.name().length()).isLessThan(100);
            assertThat(shown.addresses().size()).isLessThanOrEqualTo(20);
        });
    }

    private static Optional<X509Certificate> read(byte[] bytes) {
        try {
            return Optional.of((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes)));
        } catch (CertificateException | ClassCastException | NullPointerException none) {
            return Optional.empty();
        }
    }
}
