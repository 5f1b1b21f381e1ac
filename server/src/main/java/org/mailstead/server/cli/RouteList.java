package org.mailstead.server.cli;

import static java.util.stream.Collectors.joining;

import java.net.InetAddress;
import java.util.Locale;
import org.mailstead.directory.Route;
import org.mailstead.server.Json;
import picocli.CommandLine.Command;
import tools.jackson.core.JsonGenerator;

@Command(
        name = "list",
        description = "Lists the routes: which mail goes to a server of your choice.",
        footer = {"", "Example:", "  mailstead route list"})
final class RouteList extends OnDirectory {
    RouteList(Program program) {
        super(program);
    }

    @Override
    void run(Desk desk) {
        var routes = desk.directory().routes().all();
        if (json()) {
            desk.say(Json.line(json -> {
                json.writeStartArray();
                for (Route route : routes) {
                    json.writeStartObject();
                    write(json, route);
                    json.writeEndObject();
                }
                json.writeEndArray();
            }));
        } else if (routes.isEmpty()) {
            desk.say(
                    "There are no routes: mail goes where the DNS says, or to sending.smarthost of the configuration.");
        } else {
            routes.forEach(route -> desk.say(text(route)));
        }
    }

    static void write(JsonGenerator json, Route route) {
        json.writeStringProperty("domain", route.domain());
        json.writeStringProperty("host", route.host());
        json.writeNumberProperty("port", route.port());
        json.writeStringProperty("protocol", lower(route.protocol()));
        json.writeStringProperty("security", lower(route.security()));
        json.writeBooleanProperty("anyCertificate", route.anyCertificate());
        if (!route.sources().isEmpty()) {
            json.writeArrayPropertyStart("sources");
            route.sources().forEach(source -> json.writeString(source.getHostAddress()));
            json.writeEndArray();
        }
        route.login().ifPresent(login -> json.writeStringProperty("user", login.user()));
    }

    static String text(Route route) {
        String host = route.host().indexOf(':') < 0 ? route.host() : "[" + route.host() + "]";
        return route.domain() + " -> " + host + ":" + route.port()
                + (route.protocol() == Route.Protocol.LMTP ? ", LMTP" : "")
                + (route.security() == Route.Security.AUTO ? "" : ", security " + lower(route.security()))
                + (route.anyCertificate() ? ", any certificate" : "")
                + (route.sources().isEmpty()
                        ? ""
                        : ", from "
                                + route.sources().stream()
                                        .map(InetAddress::getHostAddress)
                                        .collect(joining(" and ")))
                + route.login()
                        .map(login ->
                                ", signs in as " + login.user() + (login instanceof Route.OAuth ? " (OAuth2)" : ""))
                        .orElse("");
    }

    private static String lower(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
