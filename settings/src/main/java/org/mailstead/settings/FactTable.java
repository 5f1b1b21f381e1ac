package org.mailstead.settings;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** A table of TOML of which every field is known, and what is wrong in it is told with its place. */
final class FactTable {
    private final String file;
    private final String name;
    private final TomlTable toml;

    private FactTable(String file, String name, TomlTable toml) {
        this.file = file;
        this.name = name;
        this.toml = toml;
    }

    /** @throws ProviderFileException if that is not TOML */
    static FactTable parse(String file, String text) throws ProviderFileException {
        var toml = Toml.parse(text);
        if (!toml.hasErrors()) return new FactTable(file, "", toml);
        var first = toml.errors().getFirst();
        throw new ProviderFileException(
                file + place(first.position()) + ": this is not TOML: " + first.getMessage() + ".");
    }

    /** @throws ProviderFileException if there is a field of another name */
    void allow(List<String> fields) throws ProviderFileException {
        for (String each : new TreeSet<>(toml.keySet()))
            if (!fields.contains(each))
                throw wrong(each, "is not known here. There are: " + String.join(", ", fields) + ".");
    }

    boolean has(String field) {
        return toml.contains(List.of(field));
    }

    List<String> fields() {
        return toml.keySet().stream().sorted().toList();
    }

    String text(String field) throws ProviderFileException {
        return optionalText(field).orElseThrow(() -> wrong(field, "is missing."));
    }

    Optional<String> optionalText(String field) throws ProviderFileException {
        Object value = value(field);
        if (value == null) return Optional.empty();
        if (value instanceof String text && !text.isBlank()) return Optional.of(text);
        throw wrong(field, "has to be a text in quotes.");
    }

    /** Empty where the field is missing. */
    List<String> texts(String field) throws ProviderFileException {
        Object value = value(field);
        if (value == null) return List.of();
        var texts = new ArrayList<String>();
        if (!(value instanceof TomlArray array)) throw wrong(field, "has to be a list of texts in quotes.");
        for (Object each : array.toList()) {
            if (!(each instanceof String text) || text.isBlank())
                throw wrong(field, "has to be a list of texts in quotes.");
            if (texts.contains(text)) throw wrong(field, "has \"" + text + "\" twice.");
            texts.add(text);
        }
        return texts;
    }

    OptionalLong optionalNumber(String field, long least, long most) throws ProviderFileException {
        Object value = value(field);
        if (value == null) return OptionalLong.empty();
        if (value instanceof Long number && number >= least && number <= most) return OptionalLong.of(number);
        throw wrong(field, "has to be a whole number from " + least + " to " + most + ".");
    }

    int number(String field, int least, int most) throws ProviderFileException {
        var number = optionalNumber(field, least, most);
        if (number.isEmpty()) throw wrong(field, "is missing.");
        return Math.toIntExact(number.getAsLong());
    }

    LocalDate date(String field) throws ProviderFileException {
        Object value = value(field);
        if (value == null) throw wrong(field, "is missing.");
        if (value instanceof LocalDate date) return date;
        throw wrong(field, "has to be a date without quotes, such as 2026-11-28.");
    }

    /** Tables in a list, empty where the field is missing. */
    List<FactTable> tables(String field) throws ProviderFileException {
        Object value = value(field);
        if (value == null) return List.of();
        var tables = new ArrayList<FactTable>();
        if (!(value instanceof TomlArray array)) throw wrong(field, "has to be a list of tables.");
        for (Object each : array.toList()) {
            if (!(each instanceof TomlTable table)) throw wrong(field, "has to be a list of tables.");
            tables.add(new FactTable(file, path(field), table));
        }
        return tables;
    }

    Optional<FactTable> table(String field) throws ProviderFileException {
        Object value = value(field);
        if (value == null) return Optional.empty();
        if (value instanceof TomlTable table) return Optional.of(new FactTable(file, path(field), table));
        throw wrong(field, "has to be a table.");
    }

    /** One of an enum's values, in small letters with dashes. */
    <E extends Enum<E>> Optional<E> optionalChoice(String field, E[] values) throws ProviderFileException {
        var text = optionalText(field);
        if (text.isEmpty()) return Optional.empty();
        return Optional.of(choice(field, text.get(), values));
    }

    <E extends Enum<E>> E choice(String field, String text, E[] values) throws ProviderFileException {
        return Stream.of(values)
                .filter(each -> word(each).equals(text))
                .findFirst()
                .orElseThrow(() -> wrong(
                        field,
                        "has \"" + text + "\", which is none of: "
                                + Stream.of(values).map(FactTable::word).collect(Collectors.joining(", ")) + "."));
    }

    /** How the files write it: {@code app-password}. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @param why goes on after the field's name, to the end of the sentence */
    ProviderFileException wrong(String field, String why) {
        var position = toml.inputPositionOf(List.of(field));
        return new ProviderFileException(file + place(position) + ": \"" + path(field) + "\" " + why);
    }

    private @Nullable Object value(String field) {
        return toml.get(List.of(field));
    }

    private String path(String field) {
        return name.isEmpty() ? field : name + "." + field;
    }

    private static String place(@Nullable TomlPosition position) {
        return position == null ? "" : ", line " + position.line();
    }
}
