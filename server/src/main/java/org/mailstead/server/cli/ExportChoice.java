package org.mailstead.server.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.mailstead.exports.ExportProgram;
import org.mailstead.exports.Exports;
import org.mailstead.server.Mistake;
import org.mailstead.texts.Language;

/** The mail programs that commands can write for. */
final class ExportChoice {
    private ExportChoice() {}

    /** @param advice what else to do, as a sentence with a blank before it; may be empty */
    static ExportProgram of(String word, String advice) {
        return Exports.of(word)
                .orElseThrow(() ->
                        new Mistake("There is no program \"" + word + "\" here. There are: " + words() + "." + advice));
    }

    /** What they are called on the command line, with commas between. */
    static String words() {
        return Exports.all().stream().map(ExportProgram::word).collect(Collectors.joining(", "));
    }

    /** A line for each, for people who choose. */
    static List<String> lines(Language language) {
        return Exports.all().stream()
                .map(each -> "%-20s %s: %s".formatted(each.word(), each.name(language), each.description(language)))
                .toList();
    }
}
