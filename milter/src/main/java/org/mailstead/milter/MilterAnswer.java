package org.mailstead.milter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a filter says of a message. */
public sealed interface MilterAnswer {
    /**
     * It is let in.
     *
     * @param edits of its header, in their order
     * @param junk why the filter does not want it in the inbox; empty if it does
     * @param changes of everything else
     */
    record Accept(List<Edit> edits, String junk, Changes changes) implements MilterAnswer {
        public Accept {
            edits = List.copyOf(edits);
        }
    }

    /** @param code 4yz or 5yz; text is foreign, of printable ASCII */
    record Refuse(int code, String status, String text) implements MilterAnswer {}

    /**
     * Changes of the envelope and the text. Addresses are as the filter wrote them, without angle brackets.
     *
     * @param sender in place of the one that was; null for the same, empty for the null reverse path
     * @param added recipients beside those that were
     * @param removed recipients who do not get it
     * @param body in place of the text that was; null for the same
     */
    record Changes(@Nullable String sender, List<String> added, List<String> removed, byte @Nullable [] body) {
        public static final Changes NONE = new Changes(null, List.of(), List.of());

        /** With the text as it was. */
        public Changes(@Nullable String sender, List<String> added, List<String> removed) {
            this(sender, added, removed, null);
        }

        public Changes {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }

        public boolean areNone() {
            return sender == null && added.isEmpty() && removed.isEmpty() && body == null;
        }
    }

    /** A change of the header. */
    sealed interface Edit {
        /** A new field. */
        record Add(String name, String value) implements Edit {}

        /**
         * Another value for a field.
         *
         * @param number which of those of that name, from 1
         * @param value empty takes the field out
         */
        record Change(String name, int number, String value) implements Edit {}
    }
}
