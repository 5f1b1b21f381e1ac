package org.mailstead.ldap;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the directory is and how it is asked.
 *
 * @param servers asked in this order, at least one
 * @param domains whose people are in the directory, in the form people read; at least one
 */
public record LdapSettings(
        List<LdapServer> servers,
        Security security,
        Login login,
        Lookup lookup,
        List<String> domains,
        Newcomers newcomers,
        Memory memory,
        Limits limits) {
    public LdapSettings {
        servers = List.copyOf(servers);
        domains = List.copyOf(domains);
    }

    /**
     * @param startTls whether servers without TLS from the start are asked for it, and nothing else if they refuse
     * @param caFile PEM file with the certificates that vouch for the servers'; empty: those this machine trusts
     */
    public record Security(boolean startTls, Optional<Path> caFile) {}

    /**
     * As whom entries are searched.
     *
     * @param dn empty: as nobody
     * @param passwordFile its first line is the password; read at each new connection, so that a new one needs no restart
     */
    public record Login(String dn, Optional<Path> passwordFile) {}

    /** How the entry of a person is found. */
    public sealed interface Lookup {
        /**
         * @param base the part of the tree below which people are
         * @param addresses attributes in which an entry has its mail addresses, the one with the main address first
         */
        record Search(String base, Template filter, List<String> addresses) implements Lookup {
            public Search {
                addresses = List.copyOf(addresses);
            }
        }

        /** Its name follows from the address. */
        record Direct(Template dn) implements Lookup {}
    }

    /** When somebody who is in the directory, but has no account here, gets one. */
    public enum Newcomers {
        NEVER,
        AT_SIGN_IN,
        /** And at sign-in. */
        AT_FIRST_MAIL
    }

    /**
     * What is remembered of answers.
     *
     * @param right how long a password that was right is not asked about again
     * @param outage how long it is good enough while no server answers
     * @param wrong how long one that was wrong is not asked about again
     * @param tries different wrong passwords of one person that are passed on within {@link #WINDOW}; 0 for any number
     */
    public record Memory(Duration right, Duration outage, Duration wrong, int tries) {
        /** As long as directories usually count wrong passwords. */
        public static final Duration WINDOW = Duration.ofMinutes(15);

        public static final Memory STANDARD =
                new Memory(Duration.ofMinutes(15), Duration.ofHours(24), Duration.ofMinutes(10), 5);
    }

    /**
     * @param step how long connecting, TLS, a bind or a search may take, each
     * @param atOnce checks; each has at most one connection to search and one to try the password
     */
    public record Limits(Duration step, int atOnce) {
        public static final Limits STANDARD = new Limits(Duration.ofSeconds(4), 10);
    }
}
