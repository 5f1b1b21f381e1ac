package org.mailstead.settings;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Names as people and the DNS write them, in the one form that they are looked up in. */
final class DomainName {
    private DomainName() {}

    /** In small letters of ASCII, without the dot of the root; as it was if that cannot be. */
    static String plain(String name) {
        String bare = name.strip();
        if (bare.endsWith(".")) bare = bare.substring(0, bare.length() - 1);
        try {
            return IDN.toASCII(bare, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return bare.toLowerCase(Locale.ROOT);
        }
    }

    /** What is found for the longest end of a name, beginning with all of it. Ends begin behind a dot. */
    static <T> Optional<T> byEnd(String name, Function<String, @Nullable T> known) {
        String end = name;
        while (!end.isEmpty()) {
            T found = known.apply(end);
            if (found != null) return Optional.of(found);
            int dot = end.indexOf('.');
            end = dot < 0 ? "" : end.substring(dot + 1);
        }
        return Optional.empty();
    }
}
