package org.mailstead.oauth;

import java.util.List;

/**
 * A program, as it has described itself. None has a secret: what is on everybody's machine is none.
 *
 * @param name for people; empty for one that gave none
 */
record Client(String id, String name, List<RedirectUri> redirects) {
    /** For programs that cannot register. Taken from the drafts of PACC and of the profile for open clients. */
    static final Client OPEN = new Client("open", "", List.of());

    Client {
        redirects = List.copyOf(redirects);
    }

    boolean takes(RedirectUri redirect) {
        return id.equals(OPEN.id) || redirects.stream().anyMatch(each -> each.covers(redirect));
    }

    String program(RedirectUri redirect) {
        return name.isEmpty() ? redirect.program() : name;
    }
}
