package org.mailstead.texts;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Texts by their keys, from one file for each language: {@code NAME_en.properties} and so on, in UTF-8, beside a class. What stands
 * in braces, as in {@code Port {port}}, is put in where they are shown. Apostrophes mean nothing special.
 */
public final class Texts {
    private static final Pattern NAMED = Pattern.compile("\\{([a-z]+)}");

    private final String name;
    private final Map<Language, Map<String, String>> texts;

    private Texts(String name, Map<Language, Map<String, String>> texts) {
        this.name = name;
        this.texts = texts;
    }

    /**
     * @param owner in whose package the files are
     * @param name of the files, without the language
     * @throws IllegalStateException if a text is missing in one of the languages, or has other names in braces there
     */
    public static Texts beside(Class<?> owner, String name) {
        var texts = new EnumMap<Language, Map<String, String>>(Language.class);
        for (Language each : Language.values()) texts.put(each, read(owner, name + "_" + each.tag() + ".properties"));
        var english = texts.getOrDefault(Language.ENGLISH, Map.of());
        texts.forEach((language, other) -> {
            if (!other.keySet().equals(english.keySet()))
                throw new IllegalStateException(
                        name + " in " + language.tag() + " and in en differ in: " + difference(other, english));
            english.forEach((key, text) -> {
                if (!names(text).equals(names(other.getOrDefault(key, ""))))
                    throw new IllegalStateException(
                            name + "." + key + " in " + language.tag() + " has other names in braces than in en");
            });
        });
        return new Texts(name, texts);
    }

    private static Map<String, String> read(Class<?> owner, String file) {
        var stream = owner.getResourceAsStream(file);
        if (stream == null) throw new IllegalStateException("there is no " + file + " beside " + owner.getName());
        try (var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            var properties = new Properties();
            properties.load(reader);
            return properties.stringPropertyNames().stream()
                    .collect(Collectors.toUnmodifiableMap(key -> key, properties::getProperty));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static Set<String> difference(Map<String, String> one, Map<String, String> other) {
        var difference = new TreeSet<>(one.keySet());
        difference.addAll(other.keySet());
        difference.removeIf(key -> one.containsKey(key) && other.containsKey(key));
        return difference;
    }

    private static Set<String> names(String text) {
        return NAMED.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public boolean has(String key) {
        return texts.getOrDefault(Language.ENGLISH, Map.of()).containsKey(key);
    }

    /**
     * A text as it stands in the file, with the names in braces.
     *
     * @throws IllegalArgumentException if there is none of that key
     */
    public String raw(Language language, String key) {
        String text = texts.getOrDefault(language, Map.of()).get(key);
        if (text == null) throw new IllegalArgumentException("there is no text " + name + "." + key);
        return text;
    }

    /**
     * A text without names in braces.
     *
     * @throws IllegalArgumentException if there is none of that key
     */
    public String in(Language language, String key) {
        return in(language, key, Map.of());
    }

    /**
     * @param values by the names in braces
     * @throws IllegalArgumentException if there is no text of that key, or it wants a value that is not there
     */
    public String in(Language language, String key, Map<String, String> values) {
        String text = raw(language, key);
        // In one pass: a value with braces in it is left as it is.
        var shown = new StringBuilder();
        var matcher = NAMED.matcher(text);
        int from = 0;
        while (matcher.find()) {
            String value = values.get(matcher.group(1));
            if (value == null) throw new IllegalArgumentException(name + "." + key + " wants " + matcher.group());
            shown.append(text, from, matcher.start()).append(value);
            from = matcher.end();
        }
        return shown.append(text, from, text.length()).toString();
    }
}
