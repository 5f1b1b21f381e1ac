package org.mailstead.directory;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.mailstead.sasl.SaslExchange;
import org.mailstead.sasl.Step;

/** SCRAM as a library of others speaks it. */
final class ScramClientOfOthers {
    private final String mechanism;
    private final String user;
    private final String password;

    ScramClientOfOthers(String user, String password) {
        this("SCRAM-SHA-256", user, password);
    }

    ScramClientOfOthers(String mechanism, String user, String password) {
        this.mechanism = mechanism;
        this.user = user;
        this.password = password;
    }

    SignIn signIn(SaslExchange<SignIn> server) {
        var client = ScramClient.builder()
                .advertisedMechanisms(List.of(mechanism))
                .username(user)
                .password(password.toCharArray())
                .build();
        try {
            client.serverFirstMessage(heard(say(server, client.clientFirstMessage())));
            Step<SignIn> last = say(server, client.clientFinalMessage());
            if (last instanceof Step.Challenge<SignIn>) {
                client.serverFinalMessage(heard(last));
                last = say(server, "");
            }
            return ((Step.Done<SignIn>) last).outcome();
        } catch (ScramException e) {
            throw new AssertionError(e);
        }
    }

    static Step<SignIn> say(SaslExchange<SignIn> exchange, Object message) {
        return exchange.respond(message.toString().getBytes(StandardCharsets.UTF_8));
    }

    static String heard(Step<SignIn> step) {
        return new String(((Step.Challenge<SignIn>) step).bytes(), StandardCharsets.UTF_8);
    }
}
