package org.mailstead.smtp;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
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

    /** Recipients it takes in one mail, and mails on one connection, as it says. Empty if it does not. RFC 9422 §3. */
    public OptionalInt mostRecipients() {
        return limit("RCPTMAX");
    }

    /** Mails it takes on one connection. */
    public OptionalInt mostMails() {
        return limit("MAILMAX");
    }

    /** Domains to which the recipients of one mail may belong. */
    public OptionalInt mostDomains() {
        return limit("RCPTDOMAINMAX");
    }

    /** What is not well formed is passed over, as is a limit of none at all. RFC 9422 §3. */
    private OptionalInt limit(String name) {
        for (String word : keywords.getOrDefault("LIMITS", "").split(" +")) {
            String[] pair = word.split("=", 2);
            boolean meant = pair.length == 2 && pair[0].equalsIgnoreCase(name) && pair[1].matches("[1-9]\\d{0,5}");
            if (meant) return OptionalInt.of(Integer.parseInt(pair[1]));
        }
        return OptionalInt.empty();
    }

    /** The shortest time in which it promises to deliver or to send back, in seconds; 0 if it does not say. RFC 2852 §2. */
    public int shortestDelivery() {
        String seconds = keywords.getOrDefault("DELIVERBY", "");
        return seconds.matches("\\d{1,9}") ? Integer.parseInt(seconds) : 0;
    }

    /** Ways to sign in, in capitals. RFC 4954 §3. */
    public Set<String> mechanisms() {
        String words = keywords.getOrDefault("AUTH", "").toUpperCase(Locale.ROOT);
        return Stream.of(words.split("[ =]+")).filter(word -> !word.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }
}
