package org.mailstead.server.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.mailstead.gateway.GatewayAccount;
import org.mailstead.gateway.Habits;
import org.mailstead.server.Json;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "habits",
        description = {
            "Shows what is known of an account's provider and done about it, or changes it. Without NAME=VALUE nothing is changed.",
            "A gateway that runs goes by it from the next connection of a program on."
        },
        footer = {
            "",
            "  keeps-sent          on, off   it keeps what is sent itself: copies that programs put into Sent are held back",
            "  wants-id            on, off   it wants to know which program reads (IMAP ID)",
            "  offers-sign-in      on, off   it goes on offering to sign in: that is hidden from programs",
            "  reading             number    connections to read over at once",
            "  sending             number    connections to send over at once",
            "  per-minute          number    messages a minute; more wait",
            "  recipients-per-day  number    recipients in 24 hours",
            "  message-bytes       number    the largest message",
            "",
            "Examples:",
            "  mailstead gateway habits ann@contoso.com",
            "  mailstead gateway habits ann@contoso.com keeps-sent=off message-bytes=35000000 per-minute=off"
        })
final class GatewayHabits implements Callable<Integer> {
    private final Program program;

    @Mixin
    private GatewayOptions options = new GatewayOptions();

    @Parameters(index = "0", paramLabel = "ADDRESS", description = "of the mailbox")
    private String address = "";

    @Parameters(index = "1..*", paramLabel = "NAME=VALUE", description = "a habit, and on, off or a number")
    private Map<String, String> changes = new LinkedHashMap<>();

    @Option(names = "--json", description = "print JSON, for scripts")
    private boolean json;

    GatewayHabits(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws IOException {
        GatewayAccount account = options.account(program, address);
        Habits habits = changed(account.habits());
        if (!changes.isEmpty()) options.folder(program).write(account.with(habits));
        var out = program.terminal().out();
        if (json)
            out.println(Json.object(writer -> {
                for (var each : habits.named().entrySet()) writer.writeStringProperty(each.getKey(), each.getValue());
            }));
        else habits.named().forEach((name, value) -> out.println("%-20s%s".formatted(name, value)));
        out.flush();
        return 0;
    }

    private Habits changed(Habits habits) {
        Habits changed = habits;
        try {
            for (var each : changes.entrySet()) changed = changed.with(each.getKey(), each.getValue());
        } catch (IllegalArgumentException e) {
            throw new Mistake(String.valueOf(e.getMessage()), e);
        }
        return changed;
    }
}
