package org.mailstead.sasl;

import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** The user name in a try that is refused unheard, since others could have heard the password: for the account's person to be told. */
public final class SaidName {
    private SaidName() {}

    /**
     * @param mechanism as the client wrote it
     * @param initial what came with the command, in base64
     * @return empty where no name came yet
     */
    public static Optional<String> of(String mechanism, Optional<String> initial) {
        return initial.flatMap(SaidName::decoded).flatMap(text -> switch (mechanism.toUpperCase(Locale.ROOT)) {
            case "PLAIN" -> {
                var parts = Responses.parts(text, '\0');
                yield parts.size() == 3 ? Optional.of(parts.get(1)) : Optional.empty();
            }
            case "LOGIN" -> Optional.of(text);
            default -> Optional.empty();
        });
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Responses.text(Base64.getDecoder().decode(base64.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
