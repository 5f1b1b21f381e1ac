package org.mailstead.finder;

import java.util.List;
import org.mailstead.settings.MailServer;
import org.mailstead.settings.Secret;

/**
 * One place where a program looked.
 *
 * @param place an address, or a name in the DNS
 * @param said what was found there, as a part of a sentence
 * @param advice what to do, in sentences; empty if nothing is to be done
 * @param servers in the order in which they were told; empty where there are none
 * @param told what was told beside them
 */
public record Look(String place, State state, String said, String advice, List<MailServer> servers, Told told) {
    /** What came of it. */
    public enum State {
        FOUND,
        /** Nothing is there, and programs go on. */
        NOTHING,
        /** Something is there that leads programs astray, or keeps them waiting. */
        TRAP
    }

    /**
     * What settings come with.
     *
     * @param secrets kinds of secret that are taken, the best first; empty if that was not told
     * @param steps what has to be done first, in the provider's own words; each at most 300 characters
     */
    public record Told(List<Secret> secrets, List<String> steps) {
        static final Told NOTHING = new Told(List.of(), List.of());

        public Told {
            secrets = List.copyOf(secrets);
            steps = List.copyOf(steps);
        }
    }

    public Look {
        servers = List.copyOf(servers);
    }

    static Look nothing(String place, String said) {
        return new Look(place, State.NOTHING, said, "", List.of(), Told.NOTHING);
    }

    static Look trap(String place, String said, String advice) {
        return new Look(place, State.TRAP, said, advice, List.of(), Told.NOTHING);
    }

    static Look found(String place, List<MailServer> servers) {
        return found(place, servers, Told.NOTHING);
    }

    static Look found(String place, List<MailServer> servers, Told told) {
        return new Look(place, State.FOUND, "settings", "", servers, told);
    }

    boolean isFound() {
        return state == State.FOUND;
    }
}
