package org.mailstead.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.sasl.Step.Broken;
import org.mailstead.sasl.Step.Done;

class CramMd5Test {
    private final People people = People.with("ann", "secret", "other");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hmac(byte[] challenge, String password) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacMD5");
        mac.init(new SecretKeySpec(bytes(password), "HmacMD5"));
        return HexFormat.of().formatHex(mac.doFinal(challenge));
    }

    private CramMd5<String> begin(long seed) {
        return new CramMd5<>(people, new Random(seed));
    }

    /** RFC 2195 §2, and the test cases of RFC 2104 that have a text for a key. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tanstaaftanstaaf | <1896.697170952@postoffice.reston.mci.net> | b913a602c7eda7a495b4e6e7334d3890",
                "Jefe | what do ya want for nothing? | 750c783e6ab0b503eaa86e310a5db738"
            })
    void theExamples(String password, String challenge, String digest) throws Exception {
        assertThat(HexFormat.of().formatHex(CramKey.of(password).hmac(bytes(challenge))))
                .isEqualTo(digest);
    }

    @Test
    void statesGoOnAsJavasOwnDigestDoes() throws Exception {
        var random = new Random(3);
        byte[] block = new byte[Md5.BLOCK];
        random.nextBytes(block);
        byte[] begun = Md5.begun(block);
        for (int length = 0; length < 4 * Md5.BLOCK; length++) {
            byte[] rest = new byte[length];
            random.nextBytes(rest);
            byte[] all = Arrays.copyOf(block, block.length + length);
            System.arraycopy(rest, 0, all, block.length, length);
            assertThat(Md5.finished(begun, rest))
                    .isEqualTo(MessageDigest.getInstance("MD5").digest(all));
        }
    }

    @Test
    void passwordsOfAnyLength() throws Exception {
        for (int length = 1; length < 200; length += 7) {
            String password = "p".repeat(length);
            byte[] challenge = bytes("<" + length + "@example.test>");
            assertThat(HexFormat.of().formatHex(CramKey.of(password).hmac(challenge)))
                    .isEqualTo(hmac(challenge, password));
        }
    }

    @Test
    void whoKnowsThePasswordGetsIn() throws Exception {
        for (String password : new String[] {"secret", "other"}) {
            var cram = begin(1);
            byte[] challenge = cram.opening();
            assertThat(cram.respond(bytes("ann " + hmac(challenge, password))))
                    .isEqualTo(new Done<>("welcome ann by CRAM_MD5 of " + password));
        }
    }

    @Test
    void whoDoesNotLooksLikeAStranger() throws Exception {
        for (String user : new String[] {"ann", "eve", "ann "}) {
            var cram = begin(1);
            assertThat(cram.respond(bytes(user + " " + hmac(cram.opening(), "guess"))))
                    .isEqualTo(new Done<>("not proven"));
        }
    }

    @Test
    void aProofIsGoodForOneChallenge() throws Exception {
        String proof = "ann " + hmac(begin(1).opening(), "secret");
        var another = begin(2);
        another.opening();
        assertThat(another.respond(bytes(proof))).isEqualTo(new Done<>("not proven"));
    }

    @Test
    void everyTryHasAChallengeOfItsOwn() {
        var random = new Random(5);
        var seen = new HashSet<String>();
        for (int i = 0; i < 1000; i++) {
            String challenge = new String(new CramMd5<>(people, random).opening(), StandardCharsets.US_ASCII);
            assertThat(challenge).matches("<[0-9a-f]{32}@mailstead\\.invalid>");
            assertThat(seen.add(challenge)).isTrue();
        }
    }

    /** RFC 4954 §4: no initial response in a mechanism in which the server begins. */
    @Test
    void aResponseBeforeTheChallengeIsNone() throws Exception {
        for (String response : new String[] {"", "ann " + hmac(new byte[0], "secret")})
            assertThat(begin(1).respond(bytes(response)))
                    .isEqualTo(new Broken<>("CRAM-MD5 begins with a challenge, and not with a response"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ann",
                "ann ",
                " b913a602c7eda7a495b4e6e7334d3890",
                "b913a602c7eda7a495b4e6e7334d3890",
                "ann b913a602c7eda7a495b4e6e7334d389",
                "ann b913a602c7eda7a495b4e6e7334d38900",
                "ann b913a602c7eda7a495b4e6e7334d389g",
                "ann\0b913a602c7eda7a495b4e6e7334d3890"
            })
    void responsesThatAreNone(String response) {
        var cram = begin(1);
        cram.opening();
        assertThat(cram.respond(bytes(response)))
                .isEqualTo(new Broken<>("CRAM-MD5 takes a name, a space and a digest of 32 hexadecimal digits"));
    }
}
