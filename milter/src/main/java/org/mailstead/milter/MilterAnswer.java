package org.mailstead.milter;

import java.util.List;

/** What a filter says of a message. */
public sealed interface MilterAnswer {
    /**
     * It is let in.
     *
     * @param edits of its header, in their order
     * @param junk why the filter does not want it in the inbox; empty if it does
     * @param ignored what it wanted that is not done here
     */
    record Accept(List<Edit> edits, String junk, List<String> ignored) implements MilterAnswer {
        public Accept {
            edits = List.copyOf(edits);
            ignored = List.copyOf(ignored);
        }
    }

    /** @param code 4yz or 5yz; text is foreign, of printable ASCII */
    record Refuse(int code, String status, String text) implements MilterAnswer {}

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
