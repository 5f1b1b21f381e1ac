package org.mailstead.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Flags by name, apart from any mailbox.
 *
 * @param system bits of {@link FlagBits}
 * @param keywords other flags; compared without regard to case
 */
public record FlagSet(long system, SortedSet<String> keywords) {
    public static final FlagSet NONE = of(0);

    public FlagSet {
        var copy = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        copy.addAll(keywords);
        keywords = java.util.Collections.unmodifiableSortedSet(copy);
    }

    public static FlagSet of(long system) {
        return new FlagSet(system, new TreeSet<>());
    }

    /** Those of these flags that are among {@code bits}: as of {@link Rights#flags}, all keywords or none. */
    public FlagSet within(long bits) {
        boolean keywordsToo = (bits & 1L << FlagBits.FIRST_KEYWORD) != 0;
        return new FlagSet(system & bits, keywordsToo ? keywords : new TreeSet<>());
    }

    /** The bit of a system flag such as {@code \Seen} in any case; empty for others. \Recent is no flag to set. */
    public static Optional<Long> systemBit(String name) {
        for (int i = 0; i < FlagBits.SYSTEM.size(); i++)
            if (FlagBits.SYSTEM.get(i).equalsIgnoreCase(name)) return Optional.of(1L << i);
        return Optional.empty();
    }

    /** Names of the flags whose bits are set, system flags first. */
    public static List<String> names(long bits, List<String> keywords) {
        var names = new ArrayList<String>();
        for (int i = 0; i < FlagBits.SYSTEM.size(); i++) if ((bits & 1L << i) != 0) names.add(FlagBits.SYSTEM.get(i));
        for (int i = 0; i < keywords.size(); i++)
            if ((bits & 1L << (FlagBits.FIRST_KEYWORD + i)) != 0) names.add(keywords.get(i));
        return names;
    }
}
