package org.mailstead.finder;

import java.util.List;
import org.mailstead.settings.MailServer;

/**
 * One place where a program looked.
 *
 * @param place an address, or a name in the DNS
 * @param said what was found there, as a part of a sentence
 * @param advice what to do, in sentences; empty if nothing is to be done
 * @param servers in the order in which they were told; empty where there are none
 */
public record Look(String place, State state, String said, String advice, List<MailServer> servers) {
    /** What came of it. */
    public enum State {
        FOUND,
        /** Nothing is there, and programs go on. */
        NOTHING,
        /** Something is there that leads programs astray, or keeps them waiting. */
        TRAP
    }

    public Look {
        servers = List.copyOf(servers);
    }

    static Look nothing(String place, String said) {
        return new Look(place, State.NOTHING, said, "", List.of());
    }

    static Look trap(String place, String said, String advice) {
        return new Look(place, State.TRAP, said, advice, List.of());
    }

    static Look found(String place, List<MailServer> servers) {
        return new Look(place, State.FOUND, "settings", "", servers);
    }

    boolean isFound() {
        return state == State.FOUND;
    }
}
