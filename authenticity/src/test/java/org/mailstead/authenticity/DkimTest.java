package org.mailstead.authenticity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.dns.DnsName;
import org.mailstead.dns.ScriptedResolver;

class DkimTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    static final String LETTER = """
            From: Ann <ann@sender.test>
            To: Bob <bob@example.test>
            Subject: The  harvest
            Date: Fri, 1 May 2026 13:59:00 +0200
            Message-ID: <1@sender.test>
            Received: from a by b; Fri, 1 May 2026 13:59:00 +0200

            Dear Bob,

            the apples  are ripe.

            Ann


            """.replace("\n", "\r\n");

    private static InputStream open(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static String signed(List<SigningKey> keys, String letter) throws IOException {
        var in = open(letter);
        var header = RawHeader.read(in);
        return new String(DkimSigner.sign(keys, header, in, NOW), StandardCharsets.US_ASCII) + letter;
    }

    private static List<DkimVerdict> verify(String zone, String message) throws IOException {
        var in = open(message);
        var header = RawHeader.read(in);
        return new Dkim(new ScriptedResolver(zone), CLOCK).verify(header, in);
    }

    private static List<DkimResult> results(UnaryOperator<String> change) throws IOException {
        return verify(Keys.ZONE, change.apply(signed(Keys.both(), LETTER))).stream()
                .map(DkimVerdict::result)
                .toList();
    }

    @Test
    void bothKindsOfKeysSign() throws IOException {
        var verdicts = verify(Keys.ZONE, signed(Keys.both(), LETTER));
        assertThat(verdicts).extracting(DkimVerdict::result).containsExactly(DkimResult.PASS, DkimResult.PASS);
        assertThat(verdicts.getFirst().domain()).isEqualTo(DnsName.of("sender.test"));
        assertThat(verdicts.getFirst().reason()).isEqualTo("sender.test signed the message");
        assertThat(verify(Keys.ZONE, LETTER)).isEmpty();
    }

    @Test
    void theFieldIsFoldedAndNamesWhatItSigns() throws Exception {
        String message = signed(List.of(Keys.RSA), LETTER);
        String field = message.substring(0, message.indexOf("\r\nFrom: ") + 2);
        assertThat(field.lines()).allMatch(line -> line.length() <= 78);
        var signature = DkimSignature.parse(RawHeader.parse(field.getBytes(StandardCharsets.US_ASCII))
                .fields()
                .getFirst()
                .value());
        assertThat(signature.names()).filteredOn("From"::equals).hasSize(2);
        assertThat(signature.names()).filteredOn("Cc"::equals).hasSize(1);
        assertThat(signature.names()).doesNotContain("Received");
    }

    @Test
    void whatTheWayDoesToMailDoesNotMatter() throws IOException {
        assertThat(results(message -> message.replace("Subject: The  harvest", "SUBJECT:\tThe\r\n harvest")))
                .containsOnly(DkimResult.PASS);
        assertThat(results(message -> message.replace("apples  are ripe.", "apples are ripe. \t")))
                .containsOnly(DkimResult.PASS);
        assertThat(results(message -> message.stripTrailing())).containsOnly(DkimResult.PASS);
        assertThat(results(message -> "Received: from c by d\r\nX-Spam: no\r\n" + message))
                .containsOnly(DkimResult.PASS);
    }

    @Test
    void whatPeopleDoToMailDoes() throws IOException {
        List<UnaryOperator<String>> changes = List.of(
                message -> message.replace("apples", "pears"),
                message -> message + "P.S.: send money\r\n",
                message -> message.replace("Subject: The", "Subject: A"),
                message -> message.replace("Subject: The", "Cc: eve@example.test\r\nSubject: The"),
                message -> message.replace("From: Ann", "From: eve@example.test\r\nFrom: Ann"),
                message -> message.replace("Ann <ann@", "Eve <ann@"),
                message -> message.replace("Date: Fri, 1 May 2026 13:59:00 +0200\r\nM", "M"),
                message -> message.replace("t=1777", "t=1776"));
        for (var change : changes) assertThat(results(change)).containsOnly(DkimResult.FAIL);
    }

    /** Changes to the signature itself, and what is said then. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v=1;            | v=2;                    | neutral
            v=1;            | v=1; v=1;               | neutral
            v=1;            | v=1; novalue;           | neutral
            v=1;            | v=1; unknown=x;         | fail
            a=rsa-sha256;   | a=rsa-sha1;             | neutral
            a=rsa-sha256;   | a=ed25519-sha256;       | permerror
            a=rsa-sha256;   |                         | neutral
            c=relaxed/relaxed | c=strange/relaxed     | neutral
            c=relaxed/relaxed | c=relaxed             | fail
            d=sender.test   | d=se..nder.test         | neutral
            d=sender.test   | d=other.test            | permerror
            d=sender.test   | d=test                  | permerror
            d=sender.test;  | d=sender.test; i=ann@sender.test;    | fail
            d=sender.test;  | d=sender.test; i=@sub.sender.test;   | fail
            d=sender.test;  | d=sender.test; i=eve@bad-sender.test;| permerror
            d=sender.test;  | d=sender.test; q=dns/x; | neutral
            d=sender.test;  | d=sender.test; x=1000;  | permerror
            d=sender.test;  | d=sender.test; x=9999999999; | fail
            d=sender.test;  | d=sender.test; x=soon;  | neutral
            d=sender.test;  | d=sender.test; l=9999;  | fail
            d=sender.test;  | d=sender.test; l=-1;    | neutral
            d=sender.test;  | d=sender.test; l=99999999999999999999; | neutral
            s=r1;           | s=e1;                   | permerror
            s=r1;           | s=none;                 | permerror
            s=r1;           | s=dead;                 | temperror
            s=r1;           | s=gone;                 | permerror
            s=r1;           | s=noise;                | permerror
            s=r1;           | s=a..b;                 | permerror
            h=From:         | h=Frm:                  | fail
            """)
    void signaturesThatAreWrong(String part, String instead, String expected) throws IOException {
        String zone = Keys.ZONE
                + "dead._domainkey.sender.test TXT !timeout\n"
                + "gone._domainkey.sender.test TXT \"v=DKIM1; p=\"\n"
                + "noise._domainkey.sender.test TXT \"hello\"\n";
        String message = signed(List.of(Keys.RSA), LETTER);
        assertThat(message).contains(part);
        var verdict = verify(zone, message.replace(part, instead == null ? "" : instead))
                .getFirst();
        assertThat(verdict.result().word()).as(verdict.reason()).isEqualTo(expected);
    }

    @Test
    void aSignatureWithoutTheSenderIsNone() throws IOException {
        String message = signed(List.of(Keys.RSA), LETTER).replaceFirst("(?s)h=.*?;", "h=To:Subject;");
        assertThat(verify(Keys.ZONE, message)).extracting(DkimVerdict::result).containsExactly(DkimResult.PERMERROR);
    }

    /** A message signed by hand, so that tags which we never write are tried too. */
    static String signedWith(String tags, String letter) throws IOException {
        var in = open(letter);
        var header = RawHeader.read(in);
        String bodyPart = letter.substring(letter.indexOf("\r\n\r\n") + 4);
        var form = tags.contains("/relaxed") ? Canonicalization.RELAXED : Canonicalization.SIMPLE;
        int length = tags.indexOf("l=");
        var body = new BodyHash(
                form, length < 0 ? -1 : Long.parseLong(tags.substring(length + 2, tags.indexOf(';', length))));
        byte[] bytes = bodyPart.getBytes(StandardCharsets.ISO_8859_1);
        body.update(bytes, 0, bytes.length);
        String field = "DKIM-Signature: v=1; a=rsa-sha256; d=sender.test; s=r1; h=From:Subject; " + tags + " bh="
                + Base64.getEncoder().encodeToString(body.finish()) + "; b=AAAA\r\n";
        var own = RawHeader.parse(field.getBytes(StandardCharsets.US_ASCII))
                .fields()
                .getFirst();
        try {
            var signature = DkimSignature.parse(own.value());
            return field.replace("b=AAAA", "b=" + Keys.RSA.sign(signature.signedBytes(header, own))) + letter;
        } catch (TagList.MalformedException e) {
            throw new IllegalArgumentException(e.problem(), e);
        }
    }

    @Test
    void everyCanonicalFormFits() throws IOException {
        for (String form : List.of("simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed"))
            assertThat(verify(Keys.ZONE, signedWith("c=" + form + ";", LETTER))
                            .getFirst()
                            .result())
                    .as(form)
                    .isEqualTo(DkimResult.PASS);
    }

    @Test
    void anUnsignedEndOfTheTextIsNotTaken() throws IOException {
        String whole = signedWith("c=relaxed/relaxed; l=42;", LETTER);
        assertThat(verify(Keys.ZONE, whole).getFirst())
                .satisfies(verdict ->
                        assertThat(verdict.result()).as(verdict.reason()).isEqualTo(DkimResult.PASS));
        var verdict = verify(Keys.ZONE, whole + "P.S.: send money\r\n").getFirst();
        assertThat(verdict.result()).isEqualTo(DkimResult.POLICY);
        assertThat(verdict.reason()).contains("not signed");
    }

    @Test
    void keysMayBeLimited() throws IOException {
        String data = Keys.RSA.recordText().substring(Keys.RSA.recordText().indexOf("p="));
        String identity = signedWith("c=relaxed/relaxed; i=ann@sub.sender.test;", LETTER);
        String plain = signed(List.of(Keys.RSA), LETTER);
        for (var each : List.of(
                List.of("v=DKIM1; " + data, "pass", "pass"),
                List.of(data, "pass", "pass"),
                List.of("k=rsa; h=sha1:sha256; s=email; n=a note; " + data, "pass", "pass"),
                List.of("v=DKIM1; t=s; " + data, "pass", "permerror"),
                List.of("v=DKIM1; t=y:s; " + data, "pass", "permerror"),
                List.of("v=DKIM1; h=sha1; " + data, "permerror", "permerror"),
                List.of("v=DKIM1; s=tlsrpt; " + data, "permerror", "permerror"),
                List.of("v=DKIM2; " + data, "permerror", "permerror"),
                List.of("k=rsa; v=DKIM1; " + data, "permerror", "permerror"),
                List.of("v=DKIM1; k=dsa; " + data, "permerror", "permerror"),
                List.of("v=DKIM1; k=ed25519; " + data, "permerror", "permerror"),
                List.of("v=DKIM1; p=!!!!", "permerror", "permerror"),
                List.of("v=DKIM1; p=AAAA", "permerror", "permerror"),
                List.of("v=DKIM1; k=rsa", "permerror", "permerror"))) {
            String zone = "r1._domainkey.sender.test TXT \"" + each.getFirst() + "\"";
            assertThat(verify(zone, plain).getFirst().result().word())
                    .as(each.getFirst())
                    .isEqualTo(each.get(1));
            assertThat(verify(zone, identity).getFirst().result().word())
                    .as(each.getFirst())
                    .isEqualTo(each.get(2));
        }
        String testing = "r1._domainkey.sender.test TXT \"t=y; " + data + "\"";
        assertThat(verify(testing, plain).getFirst().testing()).isTrue();
    }

    @Test
    void weakKeysAreNotTaken() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(768);
        var weak = generator.generateKeyPair();
        assertThatThrownBy(() -> new SigningKey(
                        DnsName.of("a.test"), "s", SignatureAlgorithm.RSA_SHA256, weak.getPrivate(), weak.getPublic()))
                .isInstanceOf(IllegalArgumentException.class);
        var record = KeyRecord.parse(
                "p=" + Base64.getEncoder().encodeToString(weak.getPublic().getEncoded()));
        assertThat(record.bits()).isEqualTo(768);
        byte[] data = {1, 2, 3};
        assertThat(SignatureAlgorithm.RSA_SHA256.verify(
                        weak.getPublic(), data, SignatureAlgorithm.RSA_SHA256.sign(weak.getPrivate(), data)))
                .isTrue();
    }

    @Test
    void aKeyWithoutItsNameIsRead() throws Exception {
        var spki = ((RSAPublicKey) Keys.RSA.publicKey()).getEncoded();
        // The name takes 24 bytes in front of the bare key.
        byte[] bare = Arrays.copyOfRange(spki, 24, spki.length);
        assertThat(KeyRecord.parse("p=" + Base64.getEncoder().encodeToString(bare))
                        .key())
                .isEqualTo(Keys.RSA.publicKey());
    }

    @Test
    void keysArePublishedAndKept() {
        assertThat(Keys.RSA.recordText()).startsWith("v=DKIM1; k=rsa; p=MIIB");
        assertThat(Keys.ED25519.recordText()).matches("v=DKIM1; k=ed25519; p=[A-Za-z0-9+/]{43}=");
        assertThat(Keys.RSA.zoneLine())
                .startsWith("r1._domainkey.sender.test. IN TXT \"v=DKIM1;")
                .contains("\" \"");
        for (var key : Keys.both()) {
            var again = SigningKey.ofPem(key.domain(), key.selector(), key.toPem());
            assertThat(again).isEqualTo(key);
            assertThat(again.algorithm()).isEqualTo(key.algorithm());
            assertThat(key.toString())
                    .doesNotContain(key.toPem().lines().skip(1).findFirst().orElseThrow());
        }
        for (String wrong :
                List.of("", "-----BEGIN PRIVATE KEY-----", Keys.RSA.toPem().replace("M", "Q")))
            assertThatThrownBy(() -> SigningKey.ofPem(DnsName.of("a.test"), "s", wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SigningKey.ofPem(DnsName.of("a.test"), "a..b", Keys.RSA.toPem()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHundredSignaturesCostAsMuchAsEight() throws IOException {
        var resolver = new ScriptedResolver(Keys.ZONE);
        String field = signed(List.of(Keys.ED25519), LETTER);
        field = field.substring(0, field.indexOf("\r\nFrom: ") + 2);
        var in = open(field.repeat(100) + LETTER);
        var header = RawHeader.read(in);
        assertThat(new Dkim(resolver, CLOCK).verify(header, in)).hasSize(8);
        assertThat(resolver.asked()).hasSize(8);
    }

    @Test
    void aLargeBodyIsNotKept() throws IOException {
        // Half a gigabyte of empty lines, which are dropped if nothing follows: 256 MiB of memory would not hold them.
        var lines = new InputStream() {
            private long left = 512L * 1024 * 1024;

            @Override
            public int read() {
                return left-- > 0 ? (left % 2 == 0 ? '\n' : '\r') : -1;
            }

            @Override
            public int read(byte[] into, int from, int count) {
                if (left <= 0) return -1;
                int n = (int) Math.min(count & ~1, left);
                for (int i = 0; i < n; i++) into[from + i] = (byte) (i % 2 == 0 ? '\r' : '\n');
                left -= n;
                return n;
            }
        };
        var header = RawHeader.parse("From: a@sender.test\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] field = DkimSigner.sign(List.of(Keys.ED25519), header, open(""), NOW);
        var whole = RawHeader.parse((new String(field, StandardCharsets.US_ASCII) + "From: a@sender.test\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        assertThat(new Dkim(new ScriptedResolver(Keys.ZONE), CLOCK).verify(whole, lines))
                .extracting(DkimVerdict::result)
                .containsExactly(DkimResult.PASS);
    }

    @Test
    void aMessageWithoutSenderIsNotSigned() {
        assertThatThrownBy(() -> signed(List.of(Keys.RSA), "To: a@b.test\r\n\r\nx"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void timeIsSaid() throws IOException {
        String message = signedWith("c=relaxed/relaxed; t=1700000000; x=1700003600;", LETTER);
        var verdict = verify(Keys.ZONE, message).getFirst();
        assertThat(verdict.result()).isEqualTo(DkimResult.PERMERROR);
        assertThat(verdict.reason()).isEqualTo("the signature ended on 2023-11-14T23:13:20Z");
    }
}
