package org.mailstead.smtp;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What another server offers, as its answer to EHLO says. RFC 5321 §4.1.1.1. */
public final class ServerFeatures {
    static final ServerFeatures NONE = new ServerFeatures(Map.of());

    private final Map<String, String> keywords;

    private ServerFeatures(Map<String, String> keywords) {
        this.keywords = keywords;
    }

    /** @param lines of the answer, the first of which is a greeting */
    static ServerFeatures of(List<String> lines) {
        var keywords = new HashMap<String, String>();
        for (String line : lines.subList(1, lines.size())) {
            // Some old servers say AUTH=LOGIN.
            String[] words = line.strip().split("[ =]", 2);
            keywords.merge(
                    words[0].toUpperCase(Locale.ROOT),
                    words.length > 1 ? words[1].strip() : "",
                    (one, other) -> one + " " + other);
        }
        return new ServerFeatures(Map.copyOf(keywords));
    }

    public boolean has(String keyword) {
        return keywords.containsKey(keyword);
    }

    /** Bytes of the largest message it takes; empty if it does not say, or says that there is no limit. RFC 1870 §4. */
    public OptionalLong maxBytes() {
        String size = keywords.getOrDefault("SIZE", "");
        if (!size.matches("\\d{1,18}")) return OptionalLong.empty();
        long bytes = Long.parseLong(size);
        return bytes == 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
    }

    /** Ways to sign in, in capitals. RFC 4954 §3. */
    public Set<String> mechanisms() {
        String words = keywords.getOrDefault("AUTH", "").toUpperCase(Locale.ROOT);
        return Stream.of(words.split("[ =]+")).filter(word -> !word.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }
}
