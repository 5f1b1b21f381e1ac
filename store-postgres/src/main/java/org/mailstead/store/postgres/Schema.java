package org.mailstead.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The tables, and what is looked at before a database is trusted with mail. Nothing in it that only PostgreSQL itself has. */
final class Schema {
    /** Raised whenever a program that knows the one before could no longer read or write it. */
    static final int FORMAT = 1;

    private static final int OLDEST_SERVER = 15;

    private final String name;

    Schema(String name) {
        this.name = name;
    }

    /** The format of the tables; empty if there are none. */
    OptionalInt format(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet there =
                    statement.executeQuery("select count(*) from information_schema.tables where table_schema = '"
                            + name + "' and table_name = 'format'")) {
                there.next();
                if (there.getInt(1) == 0) return OptionalInt.empty();
            }
            try (ResultSet found = statement.executeQuery("select number from " + name + ".format")) {
                return found.next() ? OptionalInt.of(found.getInt(1)) : OptionalInt.empty();
            }
        }
    }

    /** Makes the tables where there are none, in one transaction. */
    void make(Connection connection) throws SQLException {
        Connections.inOneTransaction(connection, _ -> {
            try (Statement statement = connection.createStatement()) {
                for (String each : statements()) statement.execute(each);
            }
            return true;
        });
    }

    private List<String> statements() {
        return List.of(
                "create schema if not exists " + name,
                // Room in each page: a new version of a row goes beside the old one, and no index has to know.
                "create table " + name + ".part (part uuid primary key, kind text not null, id text not null,"
                        + " ver bigint not null, recent bytea not null) with (fillfactor = 50)",
                "create index part_kind on " + name + ".part (kind, part)",
                "create table " + name
                        + ".kv (part uuid not null, k bytea not null, v bytea not null, primary key (part, k))",
                "create table " + name + ".blob (id bytea primary key, length bigint not null, renewed bigint not null,"
                        + " upload uuid, content bytea)",
                // Not compressed, or a range of it could not be read alone.
                "alter table " + name + ".blob alter column content set storage external",
                "create table " + name
                        + ".piece (upload uuid not null, n integer not null, bytes bytea not null, primary key (upload, n))",
                "alter table " + name + ".piece alter column bytes set storage external",
                "create table " + name + ".format (number integer not null)",
                "insert into " + name + ".format values (" + FORMAT + ")");
    }

    /** What speaks against keeping mail there, each a sentence. */
    List<String> concerns(Connection connection) throws SQLException {
        var concerns = new ArrayList<String>();
        int server = connection.getMetaData().getDatabaseMajorVersion();
        if (server < OLDEST_SERVER)
            concerns.add("It is PostgreSQL " + server + "; Mailstead wants " + OLDEST_SERVER + " or later.");
        String durable = "Mail that was taken over could be lost in a power cut";
        if (shown(connection, "fsync").equals("off")) concerns.add("fsync is off. " + durable + ": set it to on.");
        if (shown(connection, "full_page_writes").equals("off"))
            concerns.add("full_page_writes is off. " + durable + ": set it to on.");
        if (shown(connection, "synchronous_commit").equals("off"))
            concerns.add("synchronous_commit is off. " + durable + ": set it to on.");
        return concerns;
    }

    private static String shown(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("show " + setting)) {
            return found.next() ? found.getString(1) : "";
        }
    }
}
