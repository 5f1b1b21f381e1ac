package org.mailstead.server.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.mailstead.directory.MailAddress;
import org.mailstead.ldap.LdapCheck;
import org.mailstead.ldap.LdapCheck.Ladder;
import org.mailstead.ldap.LdapSettings;
import org.mailstead.server.Json;
import org.mailstead.server.Mistake;
import org.mailstead.wire.TlsSetupException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Asks each LDAP server about a person, step by step, as signing in would, and says what is wrong and what to do.",
            "Without a password the person is only searched. With a wrong one the directory counts it."
        },
        footer = {"", "Example:", "  mailstead ldap check ann@example.org --ask"})
final class LdapCheckCommand implements Callable<Integer> {
    private final Program program;

    @Mixin
    private DataOptions options = new DataOptions();

    @Parameters(paramLabel = "ADDRESS", description = "of somebody in the directory")
    private String address = "";

    @Option(names = "--password-stdin", description = "read the person's password from the first line of the input")
    private boolean fromInput;

    @Option(names = "--ask", description = "ask for the person's password on the terminal, without showing it")
    private boolean ask;

    @Option(names = "--json", description = "print JSON, for scripts")
    private boolean json;

    LdapCheckCommand(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        LdapSettings settings = options.configuration(program.folder())
                .ldap()
                .orElseThrow(
                        () -> new Mistake(
                                "The configuration names no LDAP directory. It needs at least ldap.domains, ldap.servers and ldap.base."));
        MailAddress who = Desk.address(address);
        if (!settings.domains().contains(who.domain()))
            throw new Mistake("The directory is not asked about " + who + ": ldap.domains has only "
                    + String.join(", ", settings.domains()) + ".");
        try {
            return tell(new LdapCheck(settings, program.clock()).of(who, password()));
        } catch (TlsSetupException e) {
            throw new Mistake(e.getMessage() + " Look at ldap.ca-file.", e);
        }
    }

    private Optional<String> password() {
        if (fromInput) return Optional.of(program.terminal().lineFromInput());
        return ask ? Optional.of(program.terminal().askKnownPassword()) : Optional.empty();
    }

    private int tell(List<Ladder> ladders) {
        var out = program.terminal().out();
        if (json) {
            out.println(Json.object(object -> {
                object.writeArrayPropertyStart("servers");
                for (Ladder ladder : ladders) {
                    object.writeStartObject();
                    object.writeStringProperty("server", ladder.server().toString());
                    object.writeBooleanProperty("works", ladder.worked());
                    object.writeArrayPropertyStart("steps");
                    for (var step : ladder.steps()) object.writeString(step.text());
                    object.writeEndArray();
                    object.writeEndObject();
                }
                object.writeEndArray();
            }));
        } else {
            for (Ladder ladder : ladders) {
                out.println(ladder.server());
                for (var step : ladder.steps()) out.println((step.worked() ? "  ok    " : "  FAIL  ") + step.text());
            }
        }
        out.flush();
        return ladders.stream().allMatch(Ladder::worked) ? 0 : 1;
    }
}
