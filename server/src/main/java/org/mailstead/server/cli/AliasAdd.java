package org.mailstead.server.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Lets mail to one address go to others.",
        footer = {"", "Example:", "  mailstead alias add sales@example.org ann@example.org bob@example.org"})
final class AliasAdd extends OnDirectory {
    @Parameters(index = "0", paramLabel = "ALIAS", description = "the new address")
    private String alias = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "TARGET",
            description = "accounts or aliases of this server that get its mail")
    private List<String> targets = List.of();

    AliasAdd(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        var added = desk.directory()
                .addAlias(
                        Desk.address(alias), targets.stream().map(Desk::address).toList());
        desk.say(json(), json -> AliasList.write(json, added), "Added the alias " + AliasList.text(added) + ".");
    }
}
