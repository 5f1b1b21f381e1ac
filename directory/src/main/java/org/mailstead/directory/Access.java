package org.mailstead.directory;

import java.util.EnumSet;
import java.util.Set;

/**
 * What somebody may do who has signed in.
 *
 * @param device the name of what he signed in with: an app password's label, the program a token was given to, or a
 *     certificate; empty for the
 *     account's own password
 */
public record Access(Set<Use> uses, String device) {
    public static final Access WHOLE = new Access(EnumSet.allOf(Use.class), "");

    public Access {
        uses = Set.copyOf(uses);
    }
}
