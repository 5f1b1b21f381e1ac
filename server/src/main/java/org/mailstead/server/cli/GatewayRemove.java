package org.mailstead.server.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "remove",
        description = {
            "Takes an account out of the gateway, with all that was kept of it. The mailbox itself is not touched.",
            "The provider is not told: take the gateway out of the list of programs on its pages too."
        },
        footer = {"", "Example:", "  mailstead gateway remove ann@contoso.com"})
final class GatewayRemove implements Callable<Integer> {
    private final Program program;

    @Mixin
    private GatewayOptions options = new GatewayOptions();

    @Parameters(paramLabel = "ADDRESS", description = "of the mailbox")
    private String address = "";

    GatewayRemove(Program program) {
        this.program = program;
    }

    @Override
    public Integer call() throws IOException {
        if (!options.folder(program).remove(address))
            throw new Mistake("The gateway has no account " + address + ". It has those of \"mailstead gateway list"
                    + options.words() + "\".");
        program.terminal()
                .out()
                .println(address + " is out. Its provider may still list the gateway as a program that is let in.");
        program.terminal().out().flush();
        return 0;
    }
}
