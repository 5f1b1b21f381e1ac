package org.mailstead.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was given as {@code name=value}. */
record Settings(Map<String, String> given) {
    private static final Set<String> NAMES = Set.of(
            "demo",
            "peer",
            "n",
            "rounds",
            "connections",
            "size",
            "seconds",
            "folder",
            "tls",
            "account",
            "seed",
            "only",
            "pid");

    static Settings of(List<String> words) {
        Map<String, String> given = new TreeMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 0) throw new WrongUse(word + " is not of the form name=value");
            String name = word.substring(0, equals);
            if (!NAMES.contains(name)) throw new WrongUse("there is no setting named " + name);
            given.put(name, word.substring(equals + 1));
        }
        return new Settings(given);
    }

    int number(String name, int otherwise) {
        String value = given.get(name);
        if (value == null) return otherwise;
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new WrongUse(name + "=" + value + " is not a number");
        }
    }

    boolean tls() {
        return number("tls", 0) != 0;
    }

    Demo demo() throws IOException {
        String source = given.get("demo");
        if (source == null) throw new WrongUse("demo=FILE is missing: the line `./mailstead demo --json` prints");
        return Demo.read(source, number("account", 0));
    }

    /** Another server to compare with, in the form of {@link #demo()}; null without one. */
    @Nullable
    Demo peer() throws IOException {
        String source = given.get("peer");
        return source == null ? null : Demo.read(source, 0);
    }

    Path folder() {
        String folder = given.get("folder");
        if (folder == null) throw new WrongUse("folder=DIR is missing: where the store may be made");
        return Path.of(folder);
    }

    /** Whether only this step of a measurement is wanted. */
    boolean only(String step) {
        return step.equals(given.get("only"));
    }

    MailSource mail(int sizeOtherwise) {
        return new MailSource(number("size", sizeOtherwise), number("seed", 1));
    }
}
