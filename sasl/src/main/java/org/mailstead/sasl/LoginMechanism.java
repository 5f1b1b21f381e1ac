package org.mailstead.sasl;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * LOGIN: never a standard, but old programs know no other. Some read what they are asked by its first letter, some not at all, so
 * that it is asked as everybody does.
 */
final class LoginMechanism<V> implements SaslExchange<V> {
    private static final byte[] USER_NAME = "Username:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PASSWORD = "Password:".getBytes(StandardCharsets.US_ASCII);

    private final Judge<V> judge;
    private @Nullable String user;

    LoginMechanism(Judge<V> judge) {
        this.judge = judge;
    }

    @Override
    public byte[] opening() {
        return USER_NAME.clone();
    }

    @Override
    public Step<V> respond(byte[] response) {
        var text = Responses.text(response);
        if (text.isEmpty()) return new Step.Broken<>("name and password have to be in UTF-8");
        if (user != null) return new Step.Done<>(judge.password(Identity.of(user), text.get()));
        user = text.get();
        return new Step.Challenge<>(PASSWORD.clone());
    }
}
