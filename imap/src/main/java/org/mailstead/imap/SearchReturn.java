package org.mailstead.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.EndOfCommand.Malformed;
import org.mailstead.mailbox.UidSet;

/**
 * What a client wants to hear of a search's result. RFC 4731 §3.1, RFC 9051 §6.4.4.
 *
 * @param items what is to be fetched of messages that come to the result, for {@link Option#UPDATE}. RFC 5465 §7
 * @param partial which part of the result, for {@link Option#PARTIAL}. RFC 9394 §3.1
 */
record SearchReturn(Set<Option> options, @Nullable PartialRange partial, List<FetchItem> items) {
    enum Option {
        MIN,
        MAX,
        ALL,
        COUNT,
        SAVE,
        PARTIAL,
        /** The client will come back to this search. RFC 5267 §4.2. */
        CONTEXT,
        /** The result is to be kept up to date. RFC 5267 §4.3. */
        UPDATE,
        /** How well each message fits. RFC 6203 §4. */
        RELEVANCY
    }

    /** {@code RETURN ()} and no RETURN at all mean ALL. RFC 4731 §3.1. */
    static final SearchReturn ALL = new SearchReturn(EnumSet.of(Option.ALL), null, List.of());

    /** Reads the brackets behind RETURN, and the space before them. */
    static SearchReturn read(ImapReader in) throws IOException {
        in.space();
        in.want('(');
        Set<Option> options = EnumSet.noneOf(Option.class);
        PartialRange partial = null;
        var items = new ArrayList<FetchItem>();
        while (!in.take(')')) {
            Option option = option(in.word());
            options.add(option);
            if (option == Option.PARTIAL) {
                if (partial != null) throw new Malformed("PARTIAL may be asked for once.");
                in.space();
                partial = PartialRange.read(in);
            }
            if (!in.peekIs(')')) in.space();
            if (option == Option.UPDATE && in.peekIs('(')) {
                FetchItem.readList(in, items);
                if (!in.peekIs(')')) in.space();
            }
        }
        if (options.isEmpty()) return ALL;
        if (partial != null && options.contains(Option.ALL)) {
            throw new Malformed("ALL and PARTIAL exclude each other.");
        }
        return new SearchReturn(options, partial, List.copyOf(items));
    }

    private static Option option(String word) {
        for (Option option : Option.values()) if (option.name().equals(word)) return option;
        throw new Malformed("SEARCH cannot return " + word + ".");
    }

    /** There is nothing to score where nothing is compared loosely. RFC 6203 §4. */
    void requireFuzzy(SearchCriteria criteria) {
        if (has(Option.RELEVANCY) && !criteria.isFuzzy()) throw nothingFuzzy();
    }

    static Malformed nothingFuzzy() {
        return new Malformed("RELEVANCY needs a key with FUZZY before it.");
    }

    boolean has(Option option) {
        return options.contains(option);
    }

    /** Whether the client wants a response at all. RFC 5182 §2.1. */
    boolean isSilent() {
        return options.equals(EnumSet.of(Option.SAVE));
    }

    /** What {@code $} stands for after this: only what is told, if that is not all of it. RFC 5182 §2.4, RFC 9394 §3.2. */
    UidSet saved(UidSet found) {
        boolean part = has(Option.MIN) || has(Option.MAX) || partial != null;
        if (found.isEmpty() || !part || has(Option.ALL) || has(Option.COUNT)) return found;
        var told = new UidSet.Builder();
        if (partial != null) told.addAll(partial.of(found));
        if (has(Option.MIN)) told.add(found.lowest());
        if (has(Option.MAX)) told.add(found.highest());
        return told.build();
    }
}
