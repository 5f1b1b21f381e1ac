package org.mailstead.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a server can, as its protocol says it before signing in.
 *
 * @param words each extension by its first word, with all that stands in its line; in capitals
 */
record Offer(Map<String, String> words) {
    /** What is known of a server that was not asked yet. */
    static final Offer LEAST = new Offer(Map.of());

    private static final String SIZE = "SIZE";

    Offer {
        words = Map.copyOf(words);
    }

    static Offer of(List<String> lines) {
        var words = new LinkedHashMap<String, String>();
        for (String line : lines) {
            int space = line.indexOf(' ');
            words.putIfAbsent(space < 0 ? line : line.substring(0, space), line);
        }
        return new Offer(words);
    }

    /** What two servers both can; the smaller of their sizes. */
    Offer common(Offer other) {
        var common = new LinkedHashMap<String, String>();
        words.forEach((word, line) -> {
            String theirs = other.words.get(word);
            if (line.equals(theirs)) common.put(word, line);
            else if (theirs != null && word.equals(SIZE)) common.put(word, size() < other.size() ? line : theirs);
            // The same with other arguments: that there is one at all is common to both only if it is said so.
        });
        return new Offer(common);
    }

    /** With a limit on messages that is known of the provider, unless the server has said a smaller one. */
    Offer withSize(OptionalLong bytes) {
        if (bytes.isEmpty() || size() <= bytes.getAsLong()) return this;
        var more = new LinkedHashMap<>(words);
        more.put(SIZE, SIZE + " " + bytes.getAsLong());
        return new Offer(more);
    }

    /** The lines that begin with one of these words, in their order. */
    List<String> only(List<String> known) {
        return known.stream().filter(words::containsKey).map(words::get).toList();
    }

    /** The largest message; the largest number if none is said, or no limit (RFC 1870 §4). */
    long size() {
        String number = words.getOrDefault(SIZE, "").replaceFirst("^SIZE ?", "");
        long size = number.matches("\\d{1,18}") ? Long.parseLong(number) : 0;
        return size == 0 ? Long.MAX_VALUE : size;
    }
}
