package org.mailstead.server.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.mailstead.policy.AccountSending;
import org.mailstead.policy.Acquaintances;
import org.mailstead.policy.Check;
import org.mailstead.policy.CheckedMail;
import org.mailstead.policy.Greylist;
import org.mailstead.policy.Policy;
import org.mailstead.policy.PolicySettings;
import org.mailstead.server.Json;
import org.mailstead.store.MemoryStore;
import org.mailstead.store.PartitionWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "show",
        description = {
            "Shows the checks of mail that comes in, in the order in which they are asked, as the configuration has them."
        },
        footer = {"", "Example:", "  mailstead policy show"})
final class PolicyShow implements Callable<Integer> {
    private final Program program;

    @Mixin
    private DataOptions options = new DataOptions();

    @Option(names = "--json", description = "print JSON, for scripts")
    private boolean json;

    PolicyShow(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws IOException {
        var settings = options.configuration(program.folder()).receiving();
        var policy = policy(settings);
        var out = program.terminal().out();
        if (json) {
            out.println(Json.object(object -> {
                write(object, "fromServers", policy.fromServers());
                write(object, "fromPeople", policy.fromPeople());
            }));
        } else {
            out.print(list("Mail from other servers", policy.fromServers()));
            if (!settings.checks()) out.print("None of these is asked: receiving.checks = off\n");
            out.print("Exempt: "
                    + (settings.exempt().isEmpty()
                            ? "nobody"
                            : String.join(
                                    ", ",
                                    settings.exempt().stream()
                                            .map(Object::toString)
                                            .toList()))
                    + "\n\n");
            out.print(list("Mail from people who signed in", policy.fromPeople()));
        }
        out.flush();
        return 0;
    }

    /** Nothing is asked of it, so it needs to remember nothing. */
    private Policy policy(PolicySettings settings) {
        var store = new MemoryStore(program.clock());
        var writer = new PartitionWriter(store, program.random());
        var memory = new Policy.Memory(
                new Greylist(store, writer),
                new Acquaintances(store, writer),
                new AccountSending(store, writer),
                (account, address, pause) -> {},
                CheckedMail.NOBODY);
        return Policy.of(settings, memory);
    }

    private static String list(String title, List<Check.Description> checks) {
        var text = new StringBuilder(title).append(checks.isEmpty() ? ": no checks\n" : "\n\n");
        int number = 0;
        for (var check : checks) {
            text.append("%2d. %-12s %-9s %s%n"
                    .formatted(++number, check.name(), check.stage().word(), check.on() ? "on" : "off"));
            text.append("    ").append(check.does()).append('\n');
            if (!check.settings().isEmpty())
                text.append("    ").append(check.settings()).append('\n');
        }
        return text.append(checks.isEmpty() ? "" : "\n").toString();
    }

    private static void write(tools.jackson.core.JsonGenerator json, String name, List<Check.Description> checks) {
        json.writeArrayPropertyStart(name);
        for (var check : checks) {
            json.writeStartObject();
            json.writeStringProperty("name", check.name());
            json.writeStringProperty("stage", check.stage().word());
            json.writeBooleanProperty("on", check.on());
            json.writeStringProperty("does", check.does());
            json.writeStringProperty("settings", check.settings());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
