package org.mailstead.finder;

import java.util.List;
import java.util.Optional;
import org.mailstead.settings.AccountSettings;
import org.mailstead.settings.Provider;

/**
 * The settings of an address, and how sure they are.
 *
 * @param settings empty if nothing was found
 * @param provider whose servers they are; empty if it is not in the table
 * @param from the way that they are from; empty if nothing was found
 * @param agreeing other ways that name the same servers
 * @param differing ways that name others
 * @param trust whether they may be used without asking the person
 * @param sources all that were asked, the most trusted first
 * @param steps what has to be done first, as the domain's own document says it
 * @param doubts what is wrong with the settings or with the domain
 */
public record Finding(
        String address,
        Optional<AccountSettings> settings,
        Optional<Provider> provider,
        Optional<Source> from,
        List<Source> agreeing,
        List<Source> differing,
        Trust trust,
        List<Source> sources,
        List<String> steps,
        List<Doubt> doubts) {
    public Finding {
        agreeing = List.copyOf(agreeing);
        differing = List.copyOf(differing);
        sources = List.copyOf(sources);
        steps = List.copyOf(steps);
        doubts = List.copyOf(doubts);
    }

    /** How far settings are to be relied on. */
    public enum Trust {
        /** From the table, or two ways that do not depend on each other agree. */
        SURE,
        /** One way that proves who says it, and servers of the domain's own or of a known provider. */
        LIKELY,
        /** Look at the servers before a password goes there. */
        ASK,
        /** There are none. */
        NOTHING
    }

    /**
     * Something that is wrong.
     *
     * @param what a name in it: a domain, a host, or a place; for people
     * @param why in words, as a part of a sentence; may be empty
     */
    public record Doubt(Kind kind, String what, String why) {
        /** What can be wrong. */
        public enum Kind {
            /** There is no such domain; another one that was perhaps meant stands in {@code why}. */
            NO_DOMAIN,
            /** The domain looks like a known one, which stands in {@code why}. */
            LOOK_ALIKE,
            /** The domain says that it takes no mail. */
            NO_MAIL,
            /** The DNS did not answer. */
            NO_DNS,
            /** A server belongs to somebody else than the domain, as far as can be told. */
            OTHER_ORGANISATION,
            /** A server's name leads to a private address. */
            PRIVATE_ADDRESS,
            /** A server's name leads nowhere. */
            NO_ADDRESS,
            /** The settings cannot be right. */
            IMPLAUSIBLE,
            /** A place names other servers. */
            DISAGREES,
            /** A place leads programs astray. */
            TRAP,
            /** The mail goes through a filter, which says nothing of the mailbox. */
            FILTER,
            /** The time was over before all had answered. */
            TIME
        }
    }

    public boolean isWhole() {
        return settings.isPresent()
                && settings.get().incoming().isPresent()
                && settings.get().outgoing().isPresent();
    }
}
