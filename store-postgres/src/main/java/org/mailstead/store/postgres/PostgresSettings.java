package org.mailstead.store.postgres;

import java.time.Duration;
import java.util.Locale;

/**
 * How a database is reached.
 *
 * @param url as {@code postgresql://HOST[:PORT][,HOST...]/DATABASE[?OPTION=VALUE]}; of several hosts the primary is looked for
 * @param schema in which the tables are; letters, digits, underscores
 * @param connections held at most. Two to four for each processor of the database are enough: what waits here costs nothing
 * @param patience how long a call goes on trying while the database cannot be reached, for instance while a standby takes over. A mail
 *     program waits longer than this, and then hears that it should come again
 * @param pollEvery how often it is looked whether others have changed what is watched
 */
public record PostgresSettings(
        String url,
        String user,
        String password,
        String schema,
        int connections,
        Duration patience,
        Duration pollEvery) {
    public static final String SCHEMA = "mailstead";
    public static final int CONNECTIONS = 16;
    public static final Duration PATIENCE = Duration.ofSeconds(8);
    public static final Duration POLL_EVERY = Duration.ofSeconds(1);

    private static final String SCHEME = "postgresql://";

    public PostgresSettings {
        if (!url.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                || url.indexOf('/', SCHEME.length()) < 0
                || url.indexOf('@') >= 0)
            throw new IllegalArgumentException(
                    "is postgresql://HOST[:PORT]/DATABASE, without a name and a password; those have settings of their own");
        if (!schema.matches("[a-z_][a-z0-9_]{0,62}"))
            throw new IllegalArgumentException("a schema's name has small letters, digits and underscores");
        if (connections < 2 || connections > 500) throw new IllegalArgumentException("2 to 500 connections");
    }

    public static PostgresSettings standard(String url, String user, String password) {
        return new PostgresSettings(url, user, password, SCHEMA, CONNECTIONS, PATIENCE, POLL_EVERY);
    }

    /** For the driver. */
    String driverUrl() {
        String rest = url.substring(SCHEME.length());
        return "jdbc:postgresql://" + rest;
    }

    /** The hosts and the database, which is what a person needs to hear. */
    String shown() {
        int options = url.indexOf('?');
        return options < 0 ? url : url.substring(0, options);
    }

    @Override
    public String toString() {
        return "PostgresSettings[" + shown() + ", " + schema + "]";
    }
}
