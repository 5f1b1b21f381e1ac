package org.mailstead.sasl;

import java.util.function.Function;

/**
 * One try to sign in. The first response is the client's initial one; a client that sends none is challenged with {@link
 * #opening} first. RFC 4422 §3.
 *
 * @param <V> what the {@link Judge} says
 */
public interface SaslExchange<V> {
    /** What the server says first where the client has sent no initial response: empty for most. RFC 4422 §5. Called once. */
    default byte[] opening() {
        return new byte[0];
    }

    /** Not to be called again once it has said something else than a challenge. */
    Step<V> respond(byte[] response);

    /** The same, with what the judge says put in other words. */
    default <W> SaslExchange<W> told(Function<V, W> words) {
        SaslExchange<V> inner = this;
        return new SaslExchange<>() {
            @Override
            public byte[] opening() {
                return inner.opening();
            }

            @Override
            public Step<W> respond(byte[] response) {
                return switch (inner.respond(response)) {
                    case Step.Challenge<V>(byte[] bytes) -> new Step.Challenge<>(bytes);
                    case Step.Done<V>(V outcome) -> new Step.Done<>(words.apply(outcome));
                    case Step.Broken<V>(String why) -> new Step.Broken<>(why);
                };
            }
        };
    }
}
