package org.mailstead.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailstead.testkit.Mutator;
import org.mailstead.testkit.PeopleAuthority;

/** Damaged certificates of clients: none is believed that our authority has not signed, and nothing else comes of them. */
class ClientCertificatesFuzzTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    @TempDir
    Path folder = Path.of("");

    @Test
    void nobodyIsBelievedForNonsense() throws Exception {
        var authority = PeopleAuthority.root("Ours", NOW);
        var wish = authority.wish("Ann", "ann@example.test").forClients();
        X509Certificate good = authority.issue(wish).chain().getFirst();
        X509Certificate strange =
                PeopleAuthority.root("Ours", NOW).issue(wish).chain().getFirst();
        Path file = folder.resolve("ca.pem");
        Files.writeString(file, PeopleAuthority.pem(List.of(authority.certificate())));
        var authorities = ClientCertificates.vouchedForBy(file);
        byte[] signed = good.getTBSCertificate();
        List<byte[]> seeds = List.of(
                good.getEncoded(), strange.getEncoded(), authority.certificate().getEncoded());
        Mutator.run(19, 3_000, seeds, List.of("ann@", "\u0006\u0003U\u001d%", "0\0"), bytes -> {
            Optional<X509Certificate> read = read(bytes);
            if (read.isEmpty()) return;
            for (List<X509Certificate> chain : List.of(List.of(read.get()), List.of(read.get(), good, strange))) {
                Optional<X509Certificate> believed = authorities.believed(chain, NOW);
                if (believed.isPresent()) assertThat(signedPart(believed.get())).isEqualTo(signed);
            }
        });
    }

    private static byte[] signedPart(X509Certificate certificate) {
        try {
            return certificate.getTBSCertificate();
        } catch (CertificateEncodingException e) {
            throw new AssertionError(e);
        }
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
