package org.mailstead.imports;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Something in what a program is set to that is wrong or doubtful by itself.
 *
 * @param values that stand in its words, by their names
 */
public record Remark(Kind kind, Map<String, String> values, Optional<Place> place) {
    public Remark {
        values = Map.copyOf(values);
    }

    /** @param values names of values, each with its value behind it */
    static Remark of(Kind kind, Place place, String... values) {
        var named = new HashMap<String, String>();
        for (int i = 0; i + 1 < values.length; i += 2) named.put(values[i], Draft.plain(values[i + 1]));
        return new Remark(kind, named, Optional.of(place));
    }

    /** What it can be. */
    public enum Kind {
        NO_ENCRYPTION("plain"),
        /** Falls back to no encryption where somebody in between takes the offer away. */
        IF_POSSIBLE("if-possible"),
        PORT_WANTS_TLS("port-tls"),
        PORT_WANTS_STARTTLS("port-starttls"),
        PORT_OF_OTHER("port-other"),
        PORT_FOR_SERVERS("port-25"),
        CERTIFICATE_UNCHECKED("unchecked"),
        ENCRYPTED_PASSWORD("encrypted-password"),
        NO_SIGN_IN("no-sign-in"),
        SHARED_SENDING("shared"),
        SECRET_IN_CLEAR("clear"),
        SECRET_FOR_ALL("readable"),
        COMMAND_NOT_RUN("not-run"),
        NOT_FOLLOWED("not-followed"),
        TUNNEL("tunnel"),
        OTHER_PROGRAM_SENDS("other-sends"),
        NO_HOST("no-host"),
        OTHER_KIND("other-kind"),
        OTHER_PROFILES("profiles");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        String key() {
            return key;
        }
    }
}
