package org.mailstead.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailstead.directory.Account;
import org.mailstead.directory.AppPasswords;
import org.mailstead.directory.Use;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = {
            "Makes a password for one device or program, and shows it once.",
            "It can be taken back without touching any other, and is typed with or without its spaces."
        },
        footer = {
            "",
            "Examples:",
            "  mailstead account app-password add ann@example.org \"Ann's iPhone\"",
            "  mailstead account app-password add ann@example.org Printer --for send",
            "  mailstead account app-password add ann@example.org Guest --for read --days 30"
        })
final class AppPasswordAdd extends OnDirectory {
    /** Ten years: who wants longer means for ever. */
    private static final int MOST_DAYS = 3650;

    @Parameters(index = "0", paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Parameters(index = "1", paramLabel = "LABEL", description = "what its person calls the device")
    private String label = "";

    @Option(
            names = "--for",
            split = ",",
            paramLabel = "USE",
            description = "all (the default), read (IMAP and POP3), send, or some of imap, pop3, smtp, sieve, dav")
    private List<String> uses = List.of("all");

    @Option(names = "--days", paramLabel = "DAYS", description = "ends after so many days (default: never)")
    private @Nullable Integer days;

    AppPasswordAdd(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        Account account = desk.account(address);
        var made = desk.directory().appPasswords().make(account.address(), label, uses(), expires(desk));
        desk.say(
                json(),
                json -> {
                    json.writeStringProperty("address", account.address().toString());
                    json.writeStringProperty("label", made.password().label());
                    json.writeStringProperty("password", made.secret());
                },
                "The app password \"" + made.password().label() + "\" of " + account.address() + " is\n\n    "
                        + made.secret() + "\n\nIt is shown now and never again. Type it where the device asks for the"
                        + " password; the user name is " + account.address() + ".");
    }

    private Optional<Instant> expires(Desk desk) {
        if (days == null) return Optional.empty();
        if (days < 1 || days > MOST_DAYS)
            throw new Mistake("--days takes a number from 1 to " + MOST_DAYS + "; leave it out for no end.");
        return Optional.of(desk.clock().instant().plus(Duration.ofDays(days)));
    }

    private Set<Use> uses() {
        var all = EnumSet.noneOf(Use.class);
        for (String each : uses) {
            switch (each.strip().toLowerCase(Locale.ROOT)) {
                case "all" -> all.addAll(AppPasswords.everything());
                case "read" -> all.addAll(AppPasswords.reading());
                case "send", "smtp" -> all.add(Use.SMTP);
                case "imap" -> all.add(Use.IMAP);
                case "pop3" -> all.add(Use.POP3);
                case "sieve" -> all.add(Use.SIEVE);
                case "dav" -> all.add(Use.DAV);
                default ->
                    throw new Mistake("\"" + each + "\" is none of all, read, send, imap, pop3, smtp, sieve and dav.");
            }
        }
        return all;
    }
}
