package org.mailstead.smtp;

import java.util.ArrayList;
import java.util.List;

/**
 * What was found out about a message that was let through.
 *
 * @param junk whether it belongs among the unwanted mail
 * @param story in words for people, a sentence each
 */
public record Notes(boolean junk, List<String> story) {
    public static final Notes NONE = new Notes(false, List.of());

    /** With more before it. */
    Notes after(List<String> before) {
        if (before.isEmpty()) return this;
        var all = new ArrayList<String>(before);
        all.addAll(story);
        return new Notes(junk, all);
    }

    public Notes {
        story = List.copyOf(story);
    }
}
