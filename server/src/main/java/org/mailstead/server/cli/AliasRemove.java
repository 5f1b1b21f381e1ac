package org.mailstead.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "remove",
        description = "Removes an alias. Mail to it is refused from then on.",
        footer = {"", "Example:", "  mailstead alias remove sales@example.org"})
final class AliasRemove extends OnDirectory {
    @Parameters(paramLabel = "ALIAS", description = "the alias's address")
    private String alias = "";

    AliasRemove(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        var removed = desk.directory().removeAlias(Desk.address(alias));
        desk.say(
                json(),
                json -> json.writeStringProperty("removed", removed.address().toString()),
                "Removed the alias " + removed.address() + ".");
    }
}
