package org.mailstead.exports;

import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** JSON on one line, the same text for the same content. */
public final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /** One object, with an end of line. */
    public static String of(Consumer<JsonGenerator> properties) {
        return object(properties) + "\n";
    }

    /** One object, without an end of line. */
    public static String object(Consumer<JsonGenerator> properties) {
        return value(json -> {
            json.writeStartObject();
            properties.accept(json);
            json.writeEndObject();
        });
    }

    /** One array, without an end of line. */
    public static String array(Consumer<JsonGenerator> elements) {
        return value(json -> {
            json.writeStartArray();
            elements.accept(json);
            json.writeEndArray();
        });
    }

    /** Anything, without an end of line. */
    public static String value(Consumer<JsonGenerator> content) {
        var text = new StringWriter();
        try (var json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            content.accept(json);
        }
        return text.toString();
    }
}
