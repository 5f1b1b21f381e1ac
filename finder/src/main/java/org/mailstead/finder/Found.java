package org.mailstead.finder;

import java.util.List;
import org.mailstead.settings.MailServer;

/**
 * What a program ends up with.
 *
 * @param program for people
 * @param looks in the order in which it looks
 * @param from the place whose settings it takes; empty if it finds none
 * @param servers one to receive and one to send; fewer if there are none
 */
public record Found(String program, List<Look> looks, String from, List<MailServer> servers) {
    public Found {
        looks = List.copyOf(looks);
        servers = List.copyOf(servers);
    }

    /** Whether it can receive and send. */
    public boolean isWhole() {
        return servers.size() == 2;
    }
}
