package org.mailstead.smtp;

import java.util.List;

/**
 * What was found out about a message that was let through.
 *
 * @param junk whether it belongs among the unwanted mail
 * @param story in words for people, a sentence each
 */
public record Notes(boolean junk, List<String> story) {
    public static final Notes NONE = new Notes(false, List.of());

    public Notes {
        story = List.copyOf(story);
    }
}
