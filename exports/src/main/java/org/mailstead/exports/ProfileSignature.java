package org.mailstead.exports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Signs profiles, so that a device shows from which host one is. CMS with the content inside. RFC 5652 §5. */
public final class ProfileSignature {
    private ProfileSignature() {}

    /**
     * Empty if devices know no signatures by keys of this kind.
     *
     * @param chain our own certificate first, then its issuers
     */
    public static Optional<byte[]> sign(String profile, List<X509Certificate> chain, PrivateKey key) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "";
        };
        if (algorithm.isEmpty()) return Optional.empty();
        try {
            var signer = new JcaContentSignerBuilder(algorithm).build(key);
            var digests = new JcaDigestCalculatorProviderBuilder().build();
            var generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    new JcaSignerInfoGeneratorBuilder(digests).build(signer, chain.getFirst()));
            generator.addCertificates(new JcaCertStore(chain));
            var content = new CMSProcessableByteArray(profile.getBytes(StandardCharsets.UTF_8));
            return Optional.of(generator.generate(content, true).getEncoded("DER"));
        } catch (OperatorCreationException | CMSException | CertificateEncodingException | IOException e) {
            throw new IllegalStateException("a certificate that serves TLS can sign", e);
        }
    }
}
