package org.mailstead.imap;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailstead.imap.EndOfCommand.Malformed;

/**
 * What the extended LIST chooses by and what it tells besides names. RFC 5258 §3, RFC 9051 §6.3.9.
 *
 * @param extended whether any option was given, so that the client knows the newer attributes
 * @param status items to tell of each mailbox; empty for none. RFC 5819 §2
 * @param metadata annotations to tell of each mailbox. RFC 9590 §3
 */
record ListOptions(
        boolean extended,
        Set<Choice> choices,
        Set<Return> returns,
        List<StatusItem> status,
        @Nullable MetadataQuery metadata) {
    enum Choice {
        SUBSCRIBED,
        REMOTE,
        RECURSIVEMATCH,
        SPECIAL_USE
    }

    enum Return {
        SUBSCRIBED,
        CHILDREN,
        /** RFC 8440 §3. */
        MYRIGHTS,
        METADATA,
        STATUS,
        SPECIAL_USE
    }

    /** Reads {@code (option option ...)} before the reference. */
    static Set<Choice> readChoices(ImapReader in) {
        Set<Choice> choices = EnumSet.noneOf(Choice.class);
        in.want('(');
        while (!in.take(')')) {
            choices.add(named(Choice.values(), in.word()));
            if (!in.peekIs(')')) in.space();
        }
        // It says what parents are shown for, so it means nothing alone. RFC 5258 §3.1.
        boolean base = choices.contains(Choice.SUBSCRIBED) || choices.contains(Choice.SPECIAL_USE);
        if (choices.contains(Choice.RECURSIVEMATCH) && !base) {
            throw new Malformed("RECURSIVEMATCH needs SUBSCRIBED or SPECIAL-USE beside it.");
        }
        return choices;
    }

    /** Reads {@code RETURN (option ...)} at the end of the command, if it is there. */
    static ListOptions read(ImapReader in, boolean extended, Set<Choice> choices) throws IOException {
        Set<Return> returns = EnumSet.noneOf(Return.class);
        List<StatusItem> status = List.of();
        MetadataQuery metadata = null;
        if (!in.moreAfterSpace()) return new ListOptions(extended, choices, returns, status, metadata);
        if (!in.word().equals("RETURN")) throw in.wanted("RETURN or the end");
        in.space();
        in.want('(');
        while (!in.take(')')) {
            Return option = named(Return.values(), in.word());
            returns.add(option);
            if (option == Return.STATUS) {
                in.space();
                status = StatusItem.readAll(in);
            } else if (option == Return.METADATA) {
                in.space();
                metadata = readMetadata(in);
            }
            if (!in.peekIs(')')) in.space();
        }
        return new ListOptions(true, choices, returns, status, metadata);
    }

    private static MetadataQuery readMetadata(ImapReader in) throws IOException {
        var query = MetadataQuery.Options.NONE;
        if (MetadataQuery.atOptions(in)) {
            query = MetadataQuery.Options.read(in);
            in.space();
        }
        return MetadataQuery.read(in, query);
    }

    private static <E extends Enum<E>> E named(E[] values, String word) {
        for (E value : values) if (value.name().replace('_', '-').equals(word)) return value;
        throw new Malformed("LIST knows no option " + word + ".");
    }

    boolean returns(Return option) {
        return returns.contains(option);
    }

    boolean chooses(Choice choice) {
        return choices.contains(choice);
    }

    /** By what is chosen, as CHILDINFO tells it. RFC 5258 §3.5. */
    String base() {
        if (!chooses(Choice.SPECIAL_USE)) return "\"SUBSCRIBED\"";
        return chooses(Choice.SUBSCRIBED) ? "\"SUBSCRIBED\" \"SPECIAL-USE\"" : "\"SPECIAL-USE\"";
    }

    /** Choosing by subscription implies telling it. RFC 5258 §3.1. */
    boolean tellsSubscribed() {
        return returns.contains(Return.SUBSCRIBED) || chooses(Choice.SUBSCRIBED);
    }
}
