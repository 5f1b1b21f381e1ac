package org.mailstead.server.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.mailstead.directory.Route;
import org.mailstead.outbound.RouteTrial;
import org.mailstead.server.Mistake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "test",
        description = "Talks to the server of a route, signs in if the route says so, and sends nothing.",
        footer = {"", "Example:", "  mailstead route test example.org"})
final class RouteTry extends OnDirectory {
    @Parameters(paramLabel = "DOMAIN", description = "of recipients, or *")
    private String domain = "";

    RouteTry(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        Route route = desk.directory()
                .routes()
                .forDomain(domain)
                .orElseThrow(() -> new Mistake("No route leads mail for " + domain
                        + " anywhere. See those there are with: mailstead route list"));
        try {
            String found = new RouteTrial(ownName(), desk.clock()).of(route);
            desk.say(json(), json -> json.writeStringProperty("found", found), found);
        } catch (IOException e) {
            throw new Mistake("The route " + RouteList.text(route) + " does not work: " + e.getMessage() + ".");
        }
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
