package org.mailstead.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsSetupTest {
    @TempDir
    Path folder;

    static TlsServer notYet() {
        try {
            Path there = Files.createTempDirectory("tls");
            SelfSigned.write(there.resolve("c"), there.resolve("k"), List.of("x.test"), Clock.systemUTC());
            return TlsServer.fromPem(there.resolve("c"), there.resolve("k"), Clock.systemUTC());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void selfSignedCertificateIsGoodForItsNames() throws IOException {
        SelfSigned.write(file("c"), file("k"), List.of("mail.example.test", "127.0.0.1", "::1"), Clock.systemUTC());
        ServerCertificate read = PemFiles.read(file("c"), file("k"));
        assertThatCode(() -> assertThat(read.chain()
                                .getFirst()
                                .getSubjectAlternativeNames()
                                .toString())
                        .contains("[2, mail.example.test]", "[7, 127.0.0.1]", "[7, 0:0:0:0:0:0:0:1]"))
                .doesNotThrowAnyException();
        var days = Duration.between(
                read.chain().getFirst().getNotBefore().toInstant(),
                read.chain().getFirst().getNotAfter().toInstant());
        assertThat(days).isEqualTo(Duration.ofDays(825));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("k"))))
                .isEqualTo("rw-------");
    }

    @Test
    void missingFilesAreNamed() {
        assertThatThrownBy(() -> TlsServer.fromPem(file("c"), file("k"), Clock.systemUTC()))
                .isInstanceOf(TlsSetupException.class)
                .hasMessageContaining(file("c") + " does not exist");
    }

    @Test
    void fileWithoutCertificateIsNamed() throws IOException {
        Files.writeString(file("c"), "hello");
        assertThatThrownBy(() -> TlsServer.fromPem(file("c"), file("k"), Clock.systemUTC()))
                .hasMessageContaining("no certificate in");
    }

    @Test
    void damagedFileIsNamed() throws IOException {
        Files.writeString(file("c"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertThatThrownBy(() -> TlsServer.fromPem(file("c"), file("k"), Clock.systemUTC()))
                .isInstanceOf(TlsSetupException.class)
                .hasMessageContaining(file("c").toString());
    }

    @Test
    void certificateAndKeyMustBelongTogether() throws IOException {
        SelfSigned.write(file("c"), file("k"), List.of("a.test"), Clock.systemUTC());
        SelfSigned.write(file("c2"), file("k2"), List.of("b.test"), Clock.systemUTC());
        assertThatThrownBy(() -> TlsServer.fromPem(file("c"), file("k2"), Clock.systemUTC()))
                .isInstanceOf(TlsSetupException.class)
                .hasMessageContaining("does not belong to the certificate");
    }

    @Test
    void encryptedKeyIsSaidToBeSo() throws IOException {
        SelfSigned.write(file("c"), file("k"), List.of("a.test"), Clock.systemUTC());
        Files.writeString(file("k"), """
                        -----BEGIN ENCRYPTED PRIVATE KEY-----
                        MEAwOgYJKoZIhvcNAQUNMC0wDwYJKoZIhvcNAQUMMAIEADAaBgkqhkiG9w0DBwQN
                        AAAAAAAAAAAAAAAAAAQCAAA=
                        -----END ENCRYPTED PRIVATE KEY-----
                        """);
        assertThatThrownBy(() -> TlsServer.fromPem(file("c"), file("k"), Clock.systemUTC()))
                .isInstanceOf(TlsSetupException.class)
                .hasMessageContaining(file("k").toString());
        Files.writeString(file("k"), """
                        -----BEGIN RSA PRIVATE KEY-----
                        Proc-Type: 4,ENCRYPTED
                        DEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF

                        MEAwOgYJKoZIhvcNAQUNMC0wDwYJKoZIhvcNAQUM
                        -----END RSA PRIVATE KEY-----
                        """);
        assertThatThrownBy(() -> TlsServer.fromPem(file("c"), file("k"), Clock.systemUTC()))
                .hasMessageContaining("openssl pkey");
    }

    @Test
    void keysOfAllUsualFormsAreRead() throws Exception {
        for (String kind : List.of("RSA", "EC")) {
            var generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(kind.equals("RSA") ? 2048 : 256);
            KeyPair pair = generator.generateKeyPair();
            Files.writeString(file("c"), pem(certificate(pair, "CN=x", pair, "CN=x")));
            Files.writeString(file("k"), pem(openSslForm(pair.getPrivate())));
            assertThat(Files.readString(file("k"))).contains("BEGIN " + kind + " PRIVATE KEY");
            TlsServer.fromPem(file("c"), file("k"), Clock.systemUTC());
        }
    }

    @Test
    void chainInTheWrongOrderIsPutRight() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair top = generator.generateKeyPair();
        KeyPair own = generator.generateKeyPair();
        Files.writeString(
                file("c"),
                pem(certificate(top, "CN=top", top, "CN=top")) + pem(certificate(own, "CN=own", top, "CN=top")));
        Files.writeString(file("k"), pem(openSslForm(own.getPrivate())));
        assertThat(PemFiles.read(file("c"), file("k")).chain())
                .extracting(c -> c.getSubjectX500Principal().getName())
                .containsExactly("CN=own", "CN=top");
    }

    @Test
    void expiredCertificateStillServes() throws IOException {
        SelfSigned.write(file("c"), file("k"), List.of("a.test"), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        var server = TlsServer.fromPem(file("c"), file("k"), Clock.systemUTC());
        assertThat(server.expires()).isBefore(Instant.now());
    }

    private Path file(String name) {
        return folder.resolve(name + ".pem");
    }

    private static Object certificate(KeyPair subject, String name, KeyPair issuer, String issuerName)
            throws Exception {
        var signer = new JcaContentSignerBuilder(
                        issuer.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA")
                .build(issuer.getPrivate());
        var from = Instant.now();
        return new JcaX509v3CertificateBuilder(
                        new X500Name(issuerName),
                        java.math.BigInteger.ONE,
                        Date.from(from),
                        Date.from(from.plus(Duration.ofDays(1))),
                        new X500Name(name),
                        subject.getPublic())
                .build(signer);
    }

    /** PKCS#1 for RSA, SEC 1 for EC, as openssl writes them. */
    private static Object openSslForm(PrivateKey key) throws IOException {
        return switch (key) {
            case ECPrivateKey ec ->
                new PemObject(
                        "EC PRIVATE KEY",
                        new org.bouncycastle.asn1.sec.ECPrivateKey(256, ec.getS(), SECObjectIdentifiers.secp256r1)
                                .getEncoded());
            default -> key;
        };
    }

    private static String pem(Object part) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(part);
        }
        return text.toString();
    }
}
