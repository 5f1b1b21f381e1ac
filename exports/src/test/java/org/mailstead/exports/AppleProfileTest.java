package org.mailstead.exports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.settings.MailServer.Protocol;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

class AppleProfileTest {
    private static final String ADDRESS = "ann@example.org";

    private static String profile(String address, Protocol reading) {
        return new AppleProfile(Accounts.own(address, "Ann <Exämple>"), reading, true)
                .text()
                .orElseThrow();
    }

    static Document xml(String text) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    /** A property list as Apple's devices read it. */
    private static Map<String, Object> read(String text) throws Exception {
        var root = xml(text).getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("plist");
        return dict(children(root).getFirst());
    }

    private static List<Element> children(Element element) {
        var all = new ArrayList<Element>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling())
            if (node instanceof Element each) all.add(each);
        return all;
    }

    private static Map<String, Object> dict(Element element) {
        var dict = new LinkedHashMap<String, Object>();
        var all = children(element);
        for (int i = 0; i < all.size(); i += 2) {
            assertThat(all.get(i).getTagName()).isEqualTo("key");
            assertThat(dict.put(all.get(i).getTextContent(), value(all.get(i + 1))))
                    .isNull();
        }
        return dict;
    }

    private static Object value(Element element) {
        return switch (element.getTagName()) {
            case "string" -> element.getTextContent();
            case "integer" -> Integer.valueOf(element.getTextContent());
            case "true" -> true;
            case "false" -> false;
            case "dict" -> dict(element);
            case "array" ->
                children(element).stream().map(AppleProfileTest::value).toList();
            default -> throw new AssertionError(element.getTagName());
        };
    }

    @Test
    @SuppressWarnings("unchecked")
    void allKeysThatDevicesNeedAreThere() throws Exception {
        var outer = read(profile(ADDRESS, Protocol.IMAP));
        assertThat(outer)
                .containsEntry("PayloadType", "Configuration")
                .containsEntry("PayloadVersion", 1)
                .containsEntry("PayloadRemovalDisallowed", false)
                .containsEntry("PayloadOrganization", "example.org");
        assertThat(String.valueOf(outer.get("PayloadIdentifier")))
                .matches("org\\.example\\.mailstead\\.imap\\.[0-9a-f]{16}");
        var content = (List<Map<String, Object>>) outer.get("PayloadContent");
        assertThat(content).hasSize(1);
        var mail = new LinkedHashMap<>(content.getFirst());
        assertThat(mail.remove("PayloadIdentifier")).isEqualTo(outer.get("PayloadIdentifier") + ".mail");
        String uuid = "[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}";
        assertThat(String.valueOf(outer.get("PayloadUUID"))).matches(uuid);
        assertThat(String.valueOf(mail.remove("PayloadUUID"))).matches(uuid).isNotEqualTo(outer.get("PayloadUUID"));
        assertThat(mail)
                .isEqualTo(Map.ofEntries(
                        Map.entry("PayloadType", "com.apple.mail.managed"),
                        Map.entry("PayloadVersion", 1),
                        Map.entry("PayloadDisplayName", ADDRESS),
                        Map.entry("EmailAccountType", "EmailTypeIMAP"),
                        Map.entry("EmailAccountDescription", ADDRESS),
                        Map.entry("EmailAccountName", "Ann <Exämple>"),
                        Map.entry("EmailAddress", ADDRESS),
                        Map.entry("IncomingMailServerAuthentication", "EmailAuthPassword"),
                        Map.entry("IncomingMailServerHostName", "mail.example.org"),
                        Map.entry("IncomingMailServerPortNumber", 993),
                        Map.entry("IncomingMailServerUseSSL", true),
                        Map.entry("IncomingMailServerUsername", ADDRESS),
                        Map.entry("OutgoingMailServerAuthentication", "EmailAuthPassword"),
                        Map.entry("OutgoingMailServerHostName", "mail.example.org"),
                        Map.entry("OutgoingMailServerPortNumber", 465),
                        Map.entry("OutgoingMailServerUseSSL", true),
                        Map.entry("OutgoingMailServerUsername", ADDRESS),
                        Map.entry("OutgoingPasswordSameAsIncomingPassword", true)));
    }

    /** The same account is replaced, another one stands beside it. */
    @Test
    void identifiersAreOfTheAccount() throws Exception {
        var first = read(profile(ADDRESS, Protocol.IMAP));
        assertThat(read(profile(ADDRESS, Protocol.IMAP))).isEqualTo(first);
        for (var other : List.of(profile("bob@example.org", Protocol.IMAP), profile(ADDRESS, Protocol.POP3)))
            for (String key : List.of("PayloadIdentifier", "PayloadUUID"))
                assertThat(read(other).get(key)).isNotEqualTo(first.get(key));
        assertThat(profile(ADDRESS, Protocol.POP3)).contains("EmailTypePOP", "<integer>995</integer>");
    }

    @Test
    void whatIsNotOfferedHasNoProfile() {
        assertThat(new AppleProfile(Accounts.startTls(""), Protocol.IMAP, true).text())
                .isEmpty();
        assertThat(new AppleProfile(Accounts.startTls(""), Protocol.POP3, true).text())
                .hasValueSatisfying(text -> assertThat(text).doesNotContain("EmailAccountName"));
    }

    /** As devices have it that were set up by earlier versions: with other values they would set up a second account. */
    @Test
    void identifiersStayWhatTheyWere() throws Exception {
        var profile = read(profile(ADDRESS, Protocol.IMAP));
        assertThat(profile)
                .containsEntry("PayloadIdentifier", "org.example.mailstead.imap.be3d1111c97efc73")
                .containsEntry("PayloadUUID", "BE3D1111-C97E-8C73-8AAF-8BABC3C14A36");
    }

    private record Signer(KeyPair keys, X509Certificate certificate) {}

    private static Signer signer(String algorithm, int bits) throws Exception {
        var generator = KeyPairGenerator.getInstance(algorithm);
        if (bits > 0) generator.initialize(bits);
        KeyPair keys = generator.generateKeyPair();
        var name = new X500Name("CN=mail.example.org");
        var now = Date.from(Instant.parse("2026-01-15T12:00:00Z"));
        var builder = new JcaX509v3CertificateBuilder(
                name, BigInteger.ONE, now, new Date(now.getTime() + 86_400_000), name, keys.getPublic());
        String signature =
                algorithm.equals("RSA") ? "SHA256withRSA" : algorithm.equals("EC") ? "SHA256withECDSA" : algorithm;
        var holder = builder.build(new JcaContentSignerBuilder(signature).build(keys.getPrivate()));
        return new Signer(keys, new JcaX509CertificateConverter().getCertificate(holder));
    }

    @ParameterizedTest
    @CsvSource({"RSA, 2048", "EC, 256"})
    void signedProfilesHaveTheirTextAndChainInside(String algorithm, int bits) throws Exception {
        var signer = signer(algorithm, bits);
        var issuer = signer("RSA", 2048);
        String text = profile(ADDRESS, Protocol.IMAP);
        byte[] signed = ProfileSignature.sign(
                        text,
                        List.of(signer.certificate(), issuer.certificate()),
                        signer.keys().getPrivate())
                .orElseThrow();
        var data = new CMSSignedData(signed);
        assertThat((byte[]) data.getSignedContent().getContent()).isEqualTo(text.getBytes(UTF_8));
        assertThat(data.getCertificates().getMatches(null))
                .contains(
                        new X509CertificateHolder(signer.certificate().getEncoded()),
                        new X509CertificateHolder(issuer.certificate().getEncoded()));
        var verifier =
                new JcaSimpleSignerInfoVerifierBuilder().build(signer.keys().getPublic());
        assertThat(data.getSignerInfos().getSigners())
                .hasSize(1)
                .allSatisfy(each -> assertThat(each.verify(verifier)).isTrue());
    }

    @Test
    void keysThatDevicesDoNotKnowSignNothing() throws Exception {
        var signer = signer("Ed25519", 0);
        assertThat(ProfileSignature.sign(
                        "x", List.of(signer.certificate()), signer.keys().getPrivate()))
                .isEmpty();
    }
}
