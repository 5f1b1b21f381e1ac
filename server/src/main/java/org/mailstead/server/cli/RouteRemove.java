package org.mailstead.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "remove",
        description = "Removes a route. Mail that waits takes the new way at its next try.",
        footer = {"", "Example:", "  mailstead route remove example.org"})
final class RouteRemove extends OnDirectory {
    @Parameters(paramLabel = "DOMAIN", description = "as \"mailstead route list\" shows it")
    private String domain = "";

    RouteRemove(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        var removed = desk.directory().routes().remove(domain);
        desk.say(json(), json -> RouteList.write(json, removed), "Removed the route " + RouteList.text(removed) + ".");
    }
}
