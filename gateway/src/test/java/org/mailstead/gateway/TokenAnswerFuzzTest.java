package org.mailstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailstead.testkit.Mutator;

/** Whatever a token service answers, and a browser brings: something known comes of it, and nothing that breaks out of a line. */
class TokenAnswerFuzzTest {
    private static final List<byte[]> SEEDS = Stream.of(
                    "{\"token_type\":\"Bearer\",\"access_token\":\"abc.def-ghi\",\"expires_in\":3599,\"refresh_token\":\"M.R3_BAY\","
                            + "\"id_token\":\"e30.eyJlbWFpbCI6ImFubkBjb250b3NvLnRlc3QifQ.c2ln\"}",
                    "{\"access_token\":\"abc\",\"expires_in\":\"3599.5\",\"extra\":{\"a\":[1,2,{\"b\":null}]}}",
                    "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS50173: changed.\\r\\nTrace ID: 1\"}",
                    "{\"device_code\":\"d\",\"user_code\":\"ABC-DEF\",\"verification_uri\":\"https://example.test/device\","
                            + "\"verification_uri_complete\":\"https://example.test/device?c=ABC\",\"expires_in\":900,\"interval\":5}",
                    "<!DOCTYPE html><html></html>",
                    "code=0.AX%2Babc&state=xyz&session_state=1&error=access_denied&error_description=a+b%0d%0a")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();

    private static final List<String> WORDS = List.of(
            "\"access_token\":",
            "\"expires_in\":",
            "99999999999999",
            "-1",
            "1e400",
            "null",
            "{",
            "}",
            "[",
            "\\u0000",
            "\\r\\n",
            "\"error\":",
            "%",
            "%zz",
            "&state=",
            ".",
            "\"verification_uri\":\"",
            "file:///etc/passwd");

    @Test
    void somethingKnownComesOfIt() {
        Mutator.run(71, 6_000, SEEDS, WORDS, input -> {
            for (int status : new int[] {200, 400, 503}) look(TokenAnswer.of(new Forms.Answer(status, input)));
            String text = new String(input, StandardCharsets.ISO_8859_1);
            assertThat(BrowserSignIn.query(text)).doesNotContainKey("");
            IdClaims.of(text).addresses().forEach(TokenAnswerFuzzTest::plain);
        });
    }

    private static void look(TokenAnswer answer) {
        switch (answer) {
            case TokenAnswer.Granted granted -> {
                assertThat(granted.access()).isNotEmpty().matches("[!-~]+");
                granted.refresh().ifPresent(refresh -> assertThat(refresh).matches("[!-~]+"));
                assertThat(granted.life()).isBetween(Duration.ofSeconds(1), TokenAnswer.LONGEST_LIFE);
                granted.id().addresses().forEach(TokenAnswerFuzzTest::plain);
            }
            case TokenAnswer.DeviceCode code -> {
                plain(code.code());
                assertThat(code.page().getScheme()).isIn("http", "https");
                assertThat(code.interval()).isPositive();
            }
            case TokenAnswer.Refused refused -> {
                plain(refused.error());
                plain(refused.words());
                plain(Refusals.of(refused, "ann@contoso.test").words());
            }
            case TokenAnswer.Unusable unusable -> plain(unusable.why());
        }
    }

    private static void plain(String words) {
        assertThat(words).doesNotContainPattern("\\p{Cntrl}").hasSizeLessThan(1000);
    }
}
