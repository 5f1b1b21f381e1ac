package org.mailstead.discovery;

import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** JSON on one line, the same text for the same content. */
final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /** One object, with an end of line. */
    static String of(Consumer<JsonGenerator> properties) {
        return written(json -> {
                    json.writeStartObject();
                    properties.accept(json);
                    json.writeEndObject();
                })
                + "\n";
    }

    /** One array, without an end of line. */
    static String array(Consumer<JsonGenerator> elements) {
        return written(json -> {
            json.writeStartArray();
            elements.accept(json);
            json.writeEndArray();
        });
    }

    private static String written(Consumer<JsonGenerator> value) {
        var text = new StringWriter();
        try (var json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            value.accept(json);
        }
        return text.toString();
    }
}
