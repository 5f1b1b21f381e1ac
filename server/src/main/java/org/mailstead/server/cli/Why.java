package org.mailstead.server.cli;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.mailstead.backing.BackedMail.Standing;
import org.mailstead.directory.Account;
import org.mailstead.gateway.VaultException;
import org.mailstead.server.Json;
import org.mailstead.server.Mistake;
import org.mailstead.server.OwnDoors;
import org.mailstead.texts.Language;
import org.mailstead.why.AttemptRow;
import org.mailstead.why.Explanation;
import org.mailstead.why.Explanations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

@Command(
        name = "why",
        description = {
            "Says why a mail program cannot connect to an account, or that it can, and one thing to do.",
            "Below stand the last tries to sign in, the newest first, and those under names that may have been meant"
                    + " for this",
            "account. With --watch it looks again while the person tries, and prints what has changed, for up to 10"
                    + " minutes."
        },
        footer = {"", "Examples:", "  mailstead why ann@example.org", "  mailstead why ann@example.org --watch"})
final class Why extends OnDirectory {
    private static final String WATCH = "--watch";

    @Parameters(paramLabel = "ADDRESS", description = "the account's mail address")
    private String address = "";

    @Option(names = WATCH, description = "go on while somebody tries; Ctrl-C ends it")
    private boolean watch;

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "en (the default) or de")
    private String language = Language.ENGLISH.tag();

    Why(Program program) {
        super(program);
    }

    /** The work may be done in a server, which answers at once: what goes on goes on here. */
    @Override
    public Integer call() {
        List<String> once = program().arguments().stream()
                .filter(each -> !each.equals(WATCH))
                .toList();
        if (!watch) return super.call();
        Terminal terminal = program().terminal();
        return new Watching(terminal.out(), Thread::sleep).watch(out -> {
            var there = new Terminal(out, terminal.err(), terminal.in());
            Program again = program().saying(once).on(there);
            return again.workplace().perform(this, again);
        });
    }

    @Override
    void run(Desk desk) {
        Account account = desk.account(address);
        var configuration = desk.configuration().get();
        var explanations = new Explanations(
                desk.directory(),
                () -> OwnDoors.of(configuration, configuration.listen().ports().numbers()),
                desk.clock(),
                ZoneId.systemDefault());
        Language spoken = AccountLanguage.parse(language);
        Explanation said = explanations.of(account, spoken);
        List<AttemptRow> tries = explanations.attempts(account, spoken);
        List<AttemptRow> like = explanations.like(account, spoken);
        Optional<Standing> mailbox = mailbox(desk, account);
        if (json()) {
            desk.say(Json.object(json -> {
                json.writeStringProperty("cause", said.cause().code());
                json.writeBooleanProperty("works", said.works());
                json.writeStringProperty("sentence", said.sentence());
                json.writeStringProperty("advice", said.advice());
                write(json, "tries", tries);
                write(json, "similarNames", like);
                mailbox.ifPresent(standing -> BackingText.json(json, standing));
            }));
            return;
        }
        desk.say(said.sentence());
        desk.say("→ " + said.advice());
        mailbox.ifPresent(standing -> BackingText.people(standing).forEach(desk::say));
        if (!tries.isEmpty()) desk.say("\n" + explanations.heading(false, spoken));
        tries.forEach(each -> desk.say("  " + each.line()));
        if (!like.isEmpty()) desk.say("\n" + explanations.heading(true, spoken));
        like.forEach(each -> desk.say("  " + each.line()));
    }

    /** Who has signed in here may still not reach the mailbox. Empty if it is here. */
    private static Optional<Standing> mailbox(Desk desk, Account account) {
        try {
            return BackingText.of(desk, account);
        } catch (VaultException e) {
            throw new Mistake(String.valueOf(e.getMessage()), e);
        }
    }

    private static void write(JsonGenerator json, String name, List<AttemptRow> rows) {
        json.writeArrayPropertyStart(name);
        for (AttemptRow each : rows) {
            json.writeStartObject();
            json.writeStringProperty("when", each.when());
            json.writeStringProperty("verdict", each.verdict());
            json.writeStringProperty("times", each.times());
            json.writeStringProperty("door", each.door());
            json.writeStringProperty("tls", each.tls());
            json.writeStringProperty("from", each.from());
            json.writeStringProperty("program", each.program());
            json.writeStringProperty("name", each.name());
            json.writeStringProperty("device", each.device());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
