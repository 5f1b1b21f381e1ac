package org.mailstead.certificates;

import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What is remembered of a name between tries.
 *
 * @param lastTry when the authority was asked last
 * @param error why that came to nothing, or why it is not asked; empty if neither
 * @param failures times of those of the last hour
 * @param inARow failures since the last success
 * @param next nothing is done before
 * @param renewAt when the present certificate is to be renewed, as the authority said when it was asked last
 * @param asked when it was asked for that
 */
record NameState(
        String name,
        Optional<Instant> lastTry,
        String error,
        List<Instant> failures,
        int inARow,
        Instant next,
        Optional<Instant> renewAt,
        Instant asked) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Names with states that are read: far more than any server has, and no file that grows without end. */
    private static final int NAMES = 100_000;

    private static final int FAILURES = 20;
    private static final int ERROR_CHARACTERS = 1000;

    NameState {
        failures = List.copyOf(failures);
    }

    static NameState fresh(String name) {
        return new NameState(name, Optional.empty(), "", List.of(), 0, Instant.EPOCH, Optional.empty(), Instant.EPOCH);
    }

    /** The authority was asked in vain. */
    NameState failed(Instant now, String why, Instant nextTry) {
        var recent = new ArrayList<>(recentFailures(now));
        recent.add(now);
        return new NameState(name, Optional.of(now), why, recent, inARow + 1, nextTry, renewAt, asked);
    }

    NameState succeeded(Instant now) {
        return new NameState(name, Optional.of(now), "", failures, 0, Instant.EPOCH, Optional.empty(), Instant.EPOCH);
    }

    /** It was not even asked. */
    NameState postponed(String why, Instant nextLook) {
        return new NameState(name, lastTry, why, failures, inARow, nextLook, renewAt, asked);
    }

    NameState advised(Optional<Instant> renewal, Instant now) {
        return new NameState(name, lastTry, error, failures, inARow, next, renewal, now);
    }

    List<Instant> recentFailures(Instant now) {
        Instant since = now.minus(Duration.ofHours(1));
        return failures.stream().filter(each -> each.isAfter(since)).toList();
    }

    static String write(List<NameState> states) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartArray();
            for (NameState each : states) {
                json.writeStartObject();
                json.writeStringProperty("name", each.name());
                each.lastTry().ifPresent(time -> json.writeStringProperty("lastTry", time.toString()));
                json.writeStringProperty("error", each.error());
                json.writeArrayPropertyStart("failures");
                for (Instant failure : each.failures()) json.writeString(failure.toString());
                json.writeEndArray();
                json.writeNumberProperty("inARow", each.inARow());
                json.writeStringProperty("next", each.next().toString());
                each.renewAt().ifPresent(time -> json.writeStringProperty("renewAt", time.toString()));
                json.writeStringProperty("asked", each.asked().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return text.toString();
    }

    /** What cannot be read is forgotten: it is no more than when to try again. */
    static List<NameState> read(String text) {
        var states = new ArrayList<NameState>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() != JsonToken.START_ARRAY) return List.of();
            while (json.nextToken() == JsonToken.START_OBJECT && states.size() < NAMES)
                readOne(json).ifPresent(states::add);
        } catch (JacksonException | DateTimeException | ArithmeticException e) {
            return List.copyOf(states);
        }
        return List.copyOf(states);
    }

    private static Optional<NameState> readOne(JsonParser json) {
        NameState state = fresh("");
        for (String key = json.nextName(); key != null; key = json.nextName()) {
            JsonToken token = json.nextToken();
            if (key.equals("failures") && token == JsonToken.START_ARRAY) state = state.with(key, texts(json));
            else if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT)
                state = state.with(key, List.of(json.getString()));
            else json.skipChildren();
        }
        return CertificateFolder.isHost(state.name()) ? Optional.of(state) : Optional.empty();
    }

    private static List<String> texts(JsonParser json) {
        var texts = new ArrayList<String>();
        for (JsonToken token = json.nextToken(); token == JsonToken.VALUE_STRING; token = json.nextToken())
            if (texts.size() < FAILURES) texts.add(json.getString());
        return texts;
    }

    private NameState with(String key, List<String> values) {
        String value = values.isEmpty() ? "" : values.getFirst();
        return switch (key) {
            case "name" -> new NameState(value, lastTry, error, failures, inARow, next, renewAt, asked);
            case "lastTry" -> new NameState(name, time(value), error, failures, inARow, next, renewAt, asked);
            case "error" ->
                new NameState(
                        name,
                        lastTry,
                        value.substring(0, Math.min(value.length(), ERROR_CHARACTERS)),
                        failures,
                        inARow,
                        next,
                        renewAt,
                        asked);
            case "failures" ->
                new NameState(
                        name,
                        lastTry,
                        error,
                        values.stream().map(Instant::parse).toList(),
                        inARow,
                        next,
                        renewAt,
                        asked);
            case "inARow" -> new NameState(name, lastTry, error, failures, number(value), next, renewAt, asked);
            case "next" -> new NameState(name, lastTry, error, failures, inARow, Instant.parse(value), renewAt, asked);
            case "renewAt" -> new NameState(name, lastTry, error, failures, inARow, next, time(value), asked);
            case "asked" -> new NameState(name, lastTry, error, failures, inARow, next, renewAt, Instant.parse(value));
            default -> this;
        };
    }

    private static Optional<Instant> time(@Nullable String text) {
        return text == null ? Optional.empty() : Optional.of(Instant.parse(text));
    }

    private static int number(String text) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
