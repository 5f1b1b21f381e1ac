package org.mailstead.server.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailstead.server.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A command for the server to carry out.
 *
 * @param token proves that the sender can read the data folder
 * @param arguments of the command line
 * @param secret a password read from the terminal, where the command takes one
 */
record ControlRequest(String token, List<String> arguments, Optional<String> secret) {

    String encode() {
        return Json.object(json -> {
            json.writeStringProperty("token", token);
            json.writeArrayPropertyStart("arguments");
            arguments.forEach(json::writeString);
            json.writeEndArray();
            secret.ifPresent(s -> json.writeStringProperty("secret", s));
        });
    }

    /** Empty if the line is no request of ours. */
    static Optional<ControlRequest> decode(String line) {
        String token = "";
        var arguments = new ArrayList<String>();
        Optional<String> secret = Optional.empty();
        try (JsonParser json = Json.parser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) return Optional.empty();
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                switch (name) {
                    case "token" -> token = json.getString();
                    case "secret" -> secret = Optional.of(json.getString());
                    case "arguments" -> {
                        while (json.nextToken() == JsonToken.VALUE_STRING) arguments.add(json.getString());
                    }
                    default -> json.skipChildren();
                }
            }
        } catch (JacksonException e) {
            return Optional.empty();
        }
        return Optional.of(new ControlRequest(token, List.copyOf(arguments), secret));
    }
}
