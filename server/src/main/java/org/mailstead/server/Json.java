package org.mailstead.server;

import java.util.function.Consumer;
import org.mailstead.exports.JsonText;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** JSON on one line, for scripts and for the door between our own processes. */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** One value as text without line ends. */
    public static String line(Consumer<JsonGenerator> value) {
        return JsonText.value(value);
    }

    /** One object as text without line ends. */
    public static String object(Consumer<JsonGenerator> properties) {
        return JsonText.object(properties);
    }

    public static JsonParser parser(String text) {
        return FACTORY.createParser(ObjectReadContext.empty(), text);
    }
}
