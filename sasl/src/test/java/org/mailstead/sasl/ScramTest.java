package org.mailstead.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.StringPreparation;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailstead.sasl.Step.Broken;
import org.mailstead.sasl.Step.Challenge;
import org.mailstead.sasl.Step.Done;

class ScramTest {
    private static final byte[] BINDING = "what both ends know".getBytes(StandardCharsets.US_ASCII);
    private static final Channel CHANNEL =
            new Channel(true, Map.of(Channel.TLS_EXPORTER, BINDING, Channel.TLS_SERVER_END_POINT, new byte[32]));

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Step<String> step) {
        assertThat(step).isInstanceOf(Challenge.class);
        return new String(((Challenge<String>) step).bytes(), StandardCharsets.UTF_8);
    }

    private static String why(Step<String> step) {
        assertThat(step).isInstanceOf(Broken.class);
        return ((Broken<String>) step).why();
    }

    private static Scram<String> plain(People people, ScramHash hash, String nonce) {
        return new Scram<>(people, hash, new Scram.Binding.None(false), () -> nonce);
    }

    /** RFC 5802 §5. */
    @Test
    void theExampleWithSha1() {
        var people = People.with("user", "pencil").salted(Base64.getDecoder().decode("QSXCR+Q6sek8bf92"));
        var scram = plain(people, ScramHash.SHA_1, "3rfcNHYJY1ZVvWVs7j");
        assertThat(text(scram.respond(bytes("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL"))))
                .isEqualTo("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096");
        assertThat(text(scram.respond(
                        bytes("c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="))))
                .isEqualTo("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
        assertThat(scram.respond(new byte[0])).isEqualTo(new Done<>("welcome user by SHA_1 of pencil"));
    }

    /** RFC 7677 §3. */
    @Test
    void theExampleWithSha256() {
        var people = People.with("user", "pencil").salted(Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="));
        var scram = plain(people, ScramHash.SHA_256, "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");
        assertThat(text(scram.respond(bytes("n,,n=user,r=rOprNGfwEbeRWgbNEkqO"))))
                .isEqualTo("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        assertThat(text(scram.respond(bytes("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="))))
                .isEqualTo("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
        assertThat(scram.respond(new byte[0])).isEqualTo(new Done<>("welcome user by SHA_256 of pencil"));
    }

    // ---- a client that others wrote
    // ----------------------------------------------------------------------------------

    private static Step<String> converse(
            SaslMechanism mechanism, ScramClient client, People people, Set<SaslMechanism> offered) throws Exception {
        SaslExchange<String> server = mechanism.begin(people, CHANNEL, offered, new Random(1));
        client.serverFirstMessage(first(server, client.clientFirstMessage().toString()));
        Step<String> last = server.respond(bytes(client.clientFinalMessage().toString()));
        if (!(last instanceof Challenge<String>)) return last;
        // Throws if the server's own proof is wrong.
        client.serverFinalMessage(text(last));
        return server.respond(new byte[0]);
    }

    private static String first(SaslExchange<String> server, String message) {
        return text(server.respond(bytes(message)));
    }

    private static ScramClient client(SaslMechanism mechanism, String user, String password, String binding) {
        var builder = ScramClient.builder()
                .advertisedMechanisms(List.of(mechanism.word()))
                .username(user)
                .password(password.toCharArray())
                .stringPreparation(StringPreparation.SASL_PREPARATION);
        if (!binding.isEmpty())
            builder.channelBinding(binding, CHANNEL.binding(binding).orElseThrow());
        return builder.build();
    }

    @ParameterizedTest
    @EnumSource(names = {"SCRAM_SHA_256", "SCRAM_SHA_1"})
    void anotherClientSignsIn(SaslMechanism mechanism) throws Exception {
        var people = People.with("jürgen,=x", "first", "pass wörd\u00a0\u2168", "last");
        // A space that does not break, and a number that is one character: the same password when prepared.
        var client = client(mechanism, "jürgen,=x", "pass wörd IX", "");
        assertThat(converse(mechanism, client, people, Set.of(mechanism)).toString())
                .contains("welcome jürgen,=x by SHA_")
                .contains("wörd");
    }

    @ParameterizedTest
    @EnumSource(names = {"SCRAM_SHA_256_PLUS", "SCRAM_SHA_1_PLUS"})
    void anotherClientBindsToTheChannel(SaslMechanism mechanism) throws Exception {
        for (String binding : List.of(Channel.TLS_EXPORTER, Channel.TLS_SERVER_END_POINT)) {
            var client = client(mechanism, "ann", "secret", binding);
            assertThat(converse(mechanism, client, People.with("ann", "secret"), Set.of(mechanism))
                            .toString())
                    .as(binding)
                    .contains("welcome ann by SHA_");
        }
    }

    @Test
    void aProofThatWasMadeForAnotherChannelIsNone() throws Exception {
        var elsewhere = ScramClient.builder()
                .advertisedMechanisms(List.of("SCRAM-SHA-256-PLUS"))
                .username("ann")
                .password("secret".toCharArray())
                .channelBinding(Channel.TLS_EXPORTER, bytes("what somebody between knows"))
                .build();
        var step = converse(SaslMechanism.SCRAM_SHA_256_PLUS, elsewhere, People.with("ann", "secret"), Set.of());
        assertThat(why(step)).isEqualTo("the channel is not the one it began on");
    }

    @Test
    void aWrongPasswordAndAStrangerLookTheSame() throws Exception {
        var people = People.with("ann", "secret");
        for (String user : List.of("ann", "eve")) {
            var client = client(SaslMechanism.SCRAM_SHA_256, user, "wrong", "");
            assertThat(converse(SaslMechanism.SCRAM_SHA_256, client, people, Set.of()))
                    .isEqualTo(new Done<>("not proven"));
        }
    }

    // ---- what clients do wrong, and what stands between
    // ---------------------------------------------------------------

    private static SaslExchange<String> begun() {
        return plain(People.with("ann", "secret"), ScramHash.SHA_256, "theirs");
    }

    @Test
    void whoHidTheBetterMechanismIsFoundOut() {
        var people = People.with("ann", "secret");
        var offered = EnumSet.of(SaslMechanism.SCRAM_SHA_256, SaslMechanism.SCRAM_SHA_256_PLUS);
        var scram = SaslMechanism.SCRAM_SHA_256.begin(people, CHANNEL, offered, new Random(1));
        assertThat(why(scram.respond(bytes("y,,n=ann,r=x"))))
                .isEqualTo("something between has hidden a better way to sign in");
        var without = SaslMechanism.SCRAM_SHA_256.begin(
                people, CHANNEL, EnumSet.of(SaslMechanism.SCRAM_SHA_256), new Random(1));
        assertThat(text(without.respond(bytes("y,,n=ann,r=x")))).startsWith("r=x");
        var able = SaslMechanism.SCRAM_SHA_256.begin(people, CHANNEL, offered, new Random(1));
        assertThat(text(able.respond(bytes("n,,n=ann,r=x"))))
                .as("it can do without")
                .startsWith("r=x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n",
                "n,",
                "n,,",
                "n,,n=ann",
                "n,,r=x,n=ann",
                "n,,n=,r=x",
                "n,,n=ann,r=",
                "n,,n=ann,r=a b",
                "n,,n=a=n,r=x",
                "n,,n=a=2,r=x",
                "n,,m=more,n=ann,r=x",
                "n,b=x,n=ann,r=x",
                "p=tls-exporter,,n=ann,r=x",
                "q,,n=ann,r=x",
                "n,,n=a\0n,r=x"
            })
    void firstMessagesThatAreNone(String message) {
        assertThat(why(begun().respond(bytes(message)))).isNotEmpty();
    }

    @Test
    void aNonceTooLongIsRefused() {
        assertThat(why(begun().respond(bytes("n,,n=ann,r=" + "x".repeat(600)))))
                .isEqualTo("the nonce is missing or wrong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c=biws,r=minetheirs",
                "c=biws,p=AAAA",
                "r=minetheirs,c=biws,p=AAAA",
                "c=biws,r=mineother,p=AAAA",
                "c=biws,r=mine,p=AAAA",
                "c=eSws,r=minetheirs,p=AAAA",
                "c=!,r=minetheirs,p=AAAA",
                "c=biws,r=minetheirs,p=!"
            })
    void lastMessagesThatAreNone(String message) {
        var scram = begun();
        assertThat(text(scram.respond(bytes("n,,n=ann,r=mine")))).startsWith("r=minetheirs,");
        assertThat(why(scram.respond(bytes(message)))).isNotEmpty();
    }

    @Test
    void aProofOfAnotherLengthProvesNothing() {
        var scram = begun();
        text(scram.respond(bytes("n,,n=ann,r=mine")));
        assertThat(scram.respond(bytes("c=biws,r=minetheirs,p=AAAA"))).isEqualTo(new Done<>("not proven"));
    }

    @Test
    void someoneMayWantToActForAnother() throws Exception {
        var client = ScramClient.builder()
                .advertisedMechanisms(List.of("SCRAM-SHA-256"))
                .username("ann")
                .password("secret".toCharArray())
                .authzid("bob,x")
                .build();
        assertThat(converse(SaslMechanism.SCRAM_SHA_256, client, People.with("ann", "secret"), Set.of()))
                .isEqualTo(new Done<>("welcome ann by SHA_256 of secret for bob,x"));
    }

    @Test
    void anEmptyNameToActForIsNone() {
        assertThat(text(begun().respond(bytes("n,a=,n=ann,r=mine")))).startsWith("r=minetheirs,");
    }

    @Test
    void everyTryHasANonceOfItsOwn() {
        var random = new Random(7);
        var people = People.with("ann", "secret");
        var one = SaslMechanism.SCRAM_SHA_256.begin(people, CHANNEL, Set.of(), random);
        var other = SaslMechanism.SCRAM_SHA_256.begin(people, CHANNEL, Set.of(), random);
        String first = text(one.respond(bytes("n,,n=ann,r=x")));
        assertThat(first).matches("r=x[A-Za-z0-9+/]{24},s=.*,i=4096");
        assertThat(text(other.respond(bytes("n,,n=ann,r=x")))).isNotEqualTo(first);
    }
}
