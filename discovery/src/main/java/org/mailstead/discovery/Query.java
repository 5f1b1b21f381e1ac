package org.mailstead.discovery;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value in a query, whatever the case of its name. What cannot be read counts as left out. */
final class Query {
    private Query() {}

    static Optional<String> value(@Nullable String query, String name) {
        if (query == null) return Optional.empty();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals < 0) continue;
            var found = decoded(pair.substring(0, equals)).filter(name::equalsIgnoreCase);
            if (found.isPresent()) return decoded(pair.substring(equals + 1)).filter(value -> !value.isBlank());
        }
        return Optional.empty();
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
