package org.mailstead.policy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.mailstead.message.HeaderChange;
import org.mailstead.milter.MilterAnswer.Edit;

/**
 * What filters want changed in a header: new fields go on top, and a changed one there in place of the old. Asked of each field in
 * order, so for one message only.
 */
final class FieldEdits implements Predicate<HeaderChange.RawField> {
    /** Return-Path and Received, with which every message begins here; filters do not see and not count them. */
    static final int OWN = 2;

    private final StringBuilder onTop = new StringBuilder();
    private final Set<String> out = new HashSet<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private int seen;

    FieldEdits(List<Edit> edits) {
        for (Edit edit : edits) {
            switch (edit) {
                case Edit.Add(var name, var value) -> put(name, value);
                case Edit.Change(var name, var number, var value) -> {
                    out.add(key(name, number));
                    if (!value.isEmpty()) put(name, value);
                }
            }
        }
    }

    /** Foreign text: whatever its line ends are, the next line goes on with the field. RFC 5322 §2.2.3. */
    private void put(String name, String value) {
        String folded = value.strip().replaceAll("\\r?\\n[ \\t]*|\\r", "\r\n\t").replaceAll("\r\n\t(?=\r\n|$)", "");
        onTop.append(name).append(": ").append(folded).append("\r\n");
    }

    private static String key(String name, int number) {
        return name.toLowerCase(Locale.ROOT) + " " + number;
    }

    boolean areNone() {
        return onTop.isEmpty() && out.isEmpty();
    }

    /** Whole fields. */
    String onTop() {
        return onTop.toString();
    }

    /** Whether the field is taken out. */
    @Override
    public boolean test(HeaderChange.RawField field) {
        if (seen++ < OWN) return false;
        String name = field.name().toLowerCase(Locale.ROOT);
        return out.contains(key(name, counts.merge(name, 1, Integer::sum)));
    }
}
