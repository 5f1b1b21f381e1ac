package org.mailstead.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailstead.sasl.Step.Broken;
import org.mailstead.sasl.Step.Challenge;
import org.mailstead.sasl.Step.Done;

class MechanismsTest {
    private static final Channel CHANNEL = new Channel(true, Map.of(), Optional.of(People.CERTIFICATE));
    private static final String TEXT_OF_NUL = "_";

    private final People people = People.with("ann", "secret");

    private SaslExchange<String> begin(SaslMechanism mechanism) {
        return mechanism.begin(people, CHANNEL, Set.of(), new Random(1));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Step<String> step) {
        return switch (step) {
            case Challenge<String>(byte[] bytes) -> "+ " + new String(bytes, StandardCharsets.UTF_8);
            case Done<String>(String outcome) -> outcome;
            case Broken<String>(String why) -> "broken: " + why;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "_ann_secret,          welcome ann",
        "bob_ann_secret,       welcome ann for bob",
        "_ann_wrong,           wrong password",
        "_ann_,                wrong password",
        "__secret,             broken: PLAIN takes three parts with NUL between them",
        "ann_secret,           broken: PLAIN takes three parts with NUL between them",
        "_ann_sec_ret,         broken: PLAIN takes three parts with NUL between them"
    })
    void plain(String response, String outcome) {
        var exchange = begin(SaslMechanism.PLAIN);
        assertThat(exchange.opening()).isEmpty();
        assertThat(text(exchange.respond(bytes(response.replace(TEXT_OF_NUL, "\0")))))
                .isEqualTo(outcome);
    }

    @Test
    void bytesThatAreNoText() {
        for (var mechanism : SaslMechanism.values())
            assertThat(begin(mechanism).respond(new byte[] {(byte) 0xc3, 0x28}))
                    .as(mechanism.word())
                    .isInstanceOf(Broken.class);
    }

    @Test
    void login() {
        var exchange = begin(SaslMechanism.LOGIN);
        assertThat(exchange.opening()).isEqualTo(bytes("Username:"));
        assertThat(text(exchange.respond(bytes("ann")))).isEqualTo("+ Password:");
        assertThat(text(exchange.respond(bytes("secret")))).isEqualTo("welcome ann");
    }

    @Test
    void external() {
        assertThat(text(begin(SaslMechanism.EXTERNAL).respond(new byte[0])))
                .isEqualTo("welcome by certificate Ann (1f)");
        assertThat(text(begin(SaslMechanism.EXTERNAL).respond(bytes("bob"))))
                .isEqualTo("welcome by certificate Ann (1f) for bob");
        assertThat(text(begin(SaslMechanism.EXTERNAL).respond(bytes("b\0b"))))
                .isEqualTo("broken: EXTERNAL takes a name in UTF-8, or nothing");
    }

    @Test
    void externalWithoutACertificate() {
        var exchange = SaslMechanism.EXTERNAL.begin(people, new Channel(true, Map.of()), Set.of(), new Random(1));
        assertThat(text(exchange.respond(bytes("ann"))))
                .isEqualTo("broken: no certificate was shown that is believed here");
    }

    /** The form of RFC 7628 §4.1. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n,a=ann@example.test,^host=mail.example.test^port=143^auth=Bearer good token^^ | welcome by token for ann@example.test",
                "n,,^auth=bearer good token^^                     | welcome by token",
                "y,,^auth=BEARER  good token^^                    | welcome by token",
                "n,a=a=2Cb,^auth=Bearer good token^^              | welcome by token for a,b",
                "n,a=a=b,^auth=Bearer good token^^                | broken: OAUTHBEARER takes a name and a bearer token",
                "p=tls-exporter,,^auth=Bearer good token^^        | broken: OAUTHBEARER takes a name and a bearer token",
                "n,,^auth=Basic YW5u^^                            | broken: OAUTHBEARER takes a name and a bearer token",
                "n,,^host=x^^                                     | broken: OAUTHBEARER takes a name and a bearer token",
                "n,,^auth=Bearer good token^                      | broken: OAUTHBEARER takes a name and a bearer token",
                "n,,                                              | broken: OAUTHBEARER takes a name and a bearer token",
                "^^^                                              | broken: OAUTHBEARER takes a name and a bearer token"
            })
    void oauthBearer(String response, String outcome) {
        assertThat(text(begin(SaslMechanism.OAUTHBEARER).respond(bytes(response.replace('^', '\1')))))
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "user=ann@example.test^auth=Bearer good token^^, welcome by token for ann@example.test",
        "user=^auth=Bearer good token^^,                 broken: XOAUTH2 takes a name and a bearer token",
        "auth=Bearer good token^^,                       broken: XOAUTH2 takes a name and a bearer token",
        "user=ann@example.test^auth=Bearer good token,   broken: XOAUTH2 takes a name and a bearer token"
    })
    void xoauth2(String response, String outcome) {
        assertThat(text(begin(SaslMechanism.XOAUTH2).respond(bytes(response.replace('^', '\1')))))
                .isEqualTo(outcome);
    }

    /** RFC 7628 §3.2.3: the client hears why, and says an empty thing before it is refused. */
    @Test
    void aTokenThatIsRefused() {
        var bearer = begin(SaslMechanism.OAUTHBEARER);
        assertThat(text(bearer.respond(bytes("n,,\1auth=Bearer other\1\1"))))
                .isEqualTo("+ {\"status\":\"invalid_token\",\"schemes\":\"bearer\"}");
        assertThat(text(bearer.respond(bytes("\1")))).isEqualTo("wrong token");
        var old = begin(SaslMechanism.XOAUTH2);
        assertThat(text(old.respond(bytes("user=ann\1auth=Bearer other\1\1"))))
                .isEqualTo("+ {\"status\":\"400\",\"schemes\":\"Bearer\"}");
        assertThat(text(old.respond(new byte[0]))).isEqualTo("wrong token");
    }

    @Test
    void whatIsOfferedFitsTheChannel() {
        var all = EnumSet.allOf(SaslMechanism.class);
        assertThat(SaslMechanism.offered(all, new Channel(false, Map.of()))).isEmpty();
        assertThat(SaslMechanism.offered(all, new Channel(true, Map.of())))
                .extracting(SaslMechanism::word)
                .containsExactly(
                        "SCRAM-SHA-256", "SCRAM-SHA-1", "OAUTHBEARER", "XOAUTH2", "CRAM-MD5", "PLAIN", "LOGIN");
        assertThat(SaslMechanism.offered(
                        all, new Channel(true, Map.of("tls-exporter", new byte[32]), Optional.of(People.CERTIFICATE))))
                .startsWith(SaslMechanism.EXTERNAL, SaslMechanism.SCRAM_SHA_256_PLUS, SaslMechanism.SCRAM_SHA_256);
        assertThat(SaslMechanism.offered(
                        List.of(SaslMechanism.PLAIN), new Channel(true, Map.of(), Optional.of(People.CERTIFICATE))))
                .containsExactly(SaslMechanism.PLAIN);
    }

    @Test
    void namesOfMechanismsInAnyCase() {
        assertThat(SaslMechanism.of("scram-sha-256-plus")).contains(SaslMechanism.SCRAM_SHA_256_PLUS);
        assertThat(SaslMechanism.of("SCRAM_SHA_256")).isEmpty();
    }
}
