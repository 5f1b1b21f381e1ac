package org.mailstead.gateway;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The members of a JSON object that are texts, numbers or truth values: all that is looked at here. */
final class JsonMembers {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonMembers() {}

    /** Those at the top; what is nested is passed over. Empty if it is no JSON object, or not a whole one. */
    static Optional<Map<String, String>> read(byte[] json) {
        var members = new LinkedHashMap<String, String>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) return Optional.empty();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_NULL) continue;
                if (value.isScalarValue()) members.put(name, parser.getString());
                else parser.skipChildren();
            }
            return parser.currentToken() == JsonToken.END_OBJECT ? Optional.of(members) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    static byte[] write(Map<String, String> members) {
        return write(members, Map.of());
    }

    /** @param numbers behind the texts */
    static byte[] write(Map<String, String> members, Map<String, Long> numbers) {
        var text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            generator.writeStartObject();
            members.forEach(generator::writeStringProperty);
            numbers.forEach((name, number) -> generator.writeNumberProperty(name, number));
            generator.writeEndObject();
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
