package org.mailstead.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A token in place of a password: OAUTHBEARER (RFC 7628 §3) and the XOAUTH2 that came before it. Fields end with an octet 1 each, and
 * the whole with another. A client that is refused hears why, and has to answer with something empty before it is over.
 */
final class BearerToken<V> implements SaslExchange<V> {
    private static final char END = '\u0001';
    private static final String AUTH = "auth=";
    private static final String BEARER = "bearer ";

    private final Judge<V> judge;
    private final Form form;
    private @Nullable V refused;

    /** How the two differ. */
    enum Form {
        OAUTHBEARER("{\"status\":\"invalid_token\",\"schemes\":\"bearer\"}") {
            @Override
            Optional<Identity> identity(String first) {
                // RFC 5801 §4: no channel binding can be had by a token, so a client that asks for one is refused.
                if (!first.startsWith("n,") && !first.startsWith("y,")) return Optional.empty();
                var parts = Responses.parts(first, ',');
                if (parts.size() != 3 || !parts.get(2).isEmpty()) return Optional.empty();
                String actingFor = parts.get(1);
                if (actingFor.isEmpty()) return Optional.of(Identity.of(""));
                if (!actingFor.startsWith("a=")) return Optional.empty();
                return Responses.name(actingFor.substring(2)).map(name -> new Identity(name, ""));
            }
        },
        XOAUTH2("{\"status\":\"400\",\"schemes\":\"Bearer\"}") {
            @Override
            Optional<Identity> identity(String first) {
                boolean named = first.startsWith("user=") && first.length() > "user=".length();
                return named ? Optional.of(new Identity(first.substring("user=".length()), "")) : Optional.empty();
            }
        };

        private final String refusal;

        Form(String refusal) {
            this.refusal = refusal;
        }

        /** Empty if it is wrong. */
        abstract Optional<Identity> identity(String first);
    }

    BearerToken(Judge<V> judge, Form form) {
        this.judge = judge;
        this.form = form;
    }

    @Override
    public Step<V> respond(byte[] response) {
        if (refused != null) return new Step.Done<>(refused);
        var text = Responses.text(response);
        if (text.isEmpty()) return broken();
        var fields = Responses.parts(text.get(), END);
        int last = fields.size() - 1;
        boolean whole =
                last >= 3 && fields.get(last).isEmpty() && fields.get(last - 1).isEmpty();
        if (!whole) return broken();
        Optional<Identity> who = form.identity(fields.getFirst());
        Optional<String> token = fields.stream()
                .skip(1)
                .filter(field -> field.startsWith(AUTH))
                .map(field -> field.substring(AUTH.length()))
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip())
                .findFirst();
        if (who.isEmpty() || token.isEmpty()) return broken();
        V outcome = judge.token(who.get(), token.get());
        if (judge.isWelcome(outcome)) return new Step.Done<>(outcome);
        refused = outcome;
        return new Step.Challenge<>(form.refusal.getBytes(StandardCharsets.US_ASCII));
    }

    private Step<V> broken() {
        return new Step.Broken<>(form + " takes a name and a bearer token");
    }
}
