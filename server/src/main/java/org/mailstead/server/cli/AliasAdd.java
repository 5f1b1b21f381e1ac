package org.mailstead.server.cli;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Lets mail to one address go to others.",
        footer = {
            "",
            "Mail for addresses elsewhere goes on with a sender's address of this server, out of which the old one can be"
                    + " read, so that other servers take it and reports still find their way back.",
            "",
            "Example:",
            "  mailstead alias add sales@example.org ann@example.org bob@example.org",
            "  mailstead alias add ann@example.org ann.smith@gmail.example",
            "  mailstead alias add '*@example.org' ann@example.org    all that nobody else has",
            "  mailstead alias add club@example.org eve@one.example tom@two.example --owner ann@example.org"
        })
final class AliasAdd extends OnDirectory {
    @Parameters(
            index = "0",
            paramLabel = "ALIAS",
            description = "the new address, or *@ and a domain for all of its addresses that nobody has")
    private String alias = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "TARGET",
            description = "who gets its mail: accounts and aliases of this server, and addresses elsewhere")
    private List<String> targets = List.of();

    @Option(
            names = "--owner",
            paramLabel = "ADDRESS",
            description = "who is told when mail to those elsewhere cannot be delivered, in place of the sender")
    private @Nullable String owner;

    AliasAdd(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        var added = desk.directory()
                .addAlias(
                        Desk.address(alias),
                        targets.stream().map(Desk::address).toList(),
                        Optional.ofNullable(owner).map(Desk::address));
        desk.say(json(), json -> AliasList.write(json, added), "Added the alias " + AliasList.text(added) + ".");
    }
}
