package org.mailstead.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailstead.sasl.Step.Challenge;
import org.mailstead.sasl.Step.Done;
import org.mailstead.testkit.Mutator;

/** Whatever a client says, line by line, in whatever mechanism: nobody gets in who has shown nothing, and it comes to an end. */
class SaslFuzzTest {
    private static final Channel CHANNEL =
            new Channel(true, Map.of(Channel.TLS_EXPORTER, new byte[32]), Optional.of(People.CERTIFICATE));

    /** No mechanism asks more often. */
    private static final int ROUNDS = 3;

    private final People people = People.with("ann", "secret").salted(new byte[] {1});

    private static List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        for (String each : List.of(
                "PLAIN\n\0ann\0wrong",
                "PLAIN\nbob\0ann\0wrong",
                "LOGIN\nann\nwrong",
                "SCRAM-SHA-256\nn,,n=ann,r=mine\nc=biws,r=mine00,p=AAAA",
                "SCRAM-SHA-256\ny,a=b=2Cc,n=a=3Dn,r=mine,x=y\nc=eSxhPWI9MkNjLA==,r=mine00,x=y,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
                "SCRAM-SHA-1\nn,,n=ann,r=mine\nc=biws,r=mine00,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
                "SCRAM-SHA-256-PLUS\np=tls-exporter,,n=ann,r=mine\nc=cD10bHMtZXhwb3J0ZXIsLAAA,r=mine00,p=AAAA",
                "SCRAM-SHA-1-PLUS\np=tls-exporter,,n=ann,r=mine\nc=cD10bHMtZXhwb3J0ZXIsLAAA,r=mine00,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
                "CRAM-MD5\nann b913a602c7eda7a495b4e6e7334d3890",
                "CRAM-MD5\n\nann b913a602c7eda7a495b4e6e7334d3890",
                "EXTERNAL\nann",
                "OAUTHBEARER\nn,a=ann,\1host=x\1auth=Bearer wrong\1\1\n\1",
                "XOAUTH2\nuser=ann\1auth=Bearer wrong\1\1\n")) seeds.add(each.getBytes(StandardCharsets.ISO_8859_1));
        return seeds;
    }

    @Test
    void nobodyGetsInByNonsense() {
        var words =
                List.of("n,,", "y,,", "p=tls-exporter,,", "r=", "n=", "=2C", "m=", ",p=", "\0", "\1", "auth=Bearer ");
        Mutator.run(83, 4_000, seeds(), words, input -> {
            String[] lines = new String(input, StandardCharsets.ISO_8859_1).split("\n", -1);
            var mechanism = SaslMechanism.of(lines[0]).orElse(SaslMechanism.SCRAM_SHA_256);
            var exchange = mechanism.begin(people, CHANNEL, Set.of(), new Random(1));
            // As a client that sends no initial response; one that does may begin at once.
            if (lines.length > 1 && !lines[1].isEmpty()) exchange.opening();
            for (int i = 1; i < lines.length; i++) {
                Step<String> step = exchange.respond(lines[i].getBytes(StandardCharsets.ISO_8859_1));
                if (step instanceof Done<String>(String outcome))
                    assertThat(people.isWelcome(outcome) && mechanism != SaslMechanism.EXTERNAL)
                            .isFalse();
                if (!(step instanceof Challenge<String>)) return;
                assertThat(i).isLessThanOrEqualTo(ROUNDS);
            }
        });
    }
}
