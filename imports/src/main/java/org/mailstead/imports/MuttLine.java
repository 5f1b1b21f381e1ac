package org.mailstead.imports;

import java.util.function.Function;

/** A line of mutt's language, from word to word. What stands in backquotes would be run by the program, and is passed over here. */
final class MuttLine {
    /** Variables that name each other twice over would grow without end. No setting is as long. */
    private static final int WORD = 8192;

    /** What ends a word that does not end at a blank. */
    enum Ends {
        BLANK,
        /** Also at an equals sign, as names of variables do. */
        EQUALS,
        /** At the end of the command only, as commands of hooks do. */
        NEVER
    }

    /**
     * @param command what the program would run for a part of it; empty if nothing
     */
    record Word(String text, String command) {
        static final Word NONE = new Word("", "");
    }

    private final String line;
    private final Place place;
    private final Function<String, Word> variables;
    private int at;

    MuttLine(String line, Place place, Function<String, Word> variables) {
        this.line = line;
        this.place = place;
        this.variables = variables;
    }

    /** Whether the command goes on. */
    boolean more() {
        blanks();
        return at < line.length() && line.charAt(at) != ';' && line.charAt(at) != '#';
    }

    /** To the next command on the line; false if there is none. */
    boolean nextCommand() {
        blanks();
        while (at < line.length() && line.charAt(at) == ';') {
            at++;
            blanks();
        }
        return at < line.length() && line.charAt(at) != '#';
    }

    /** Takes the sign if it comes next. */
    boolean sign(char wanted) {
        blanks();
        if (at >= line.length() || line.charAt(at) != wanted) return false;
        at++;
        return true;
    }

    private void blanks() {
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) at++;
    }

    Word word(Ends ends) throws UnreadableProgram {
        blanks();
        var text = new StringBuilder();
        String command = "";
        char quote = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (quote == 0 && ends(c, ends)) break;
            at++;
            if (c == quote) quote = 0;
            else if (quote == 0 && (c == '"' || c == '\'')) quote = c;
            else if (c == '\\' && quote != '\'' && at < line.length()) text.append(escaped());
            else if (c == '`' && quote != '\'')
                command = command.isEmpty() ? backquoted() : command + ' ' + backquoted();
            else if (c == '$' && quote != '\'' && at < line.length()) {
                var value = variables.apply(name());
                text.append(value.text());
                if (command.isEmpty()) command = value.command();
            } else text.append(c);
            if (text.length() > WORD)
                throw new UnreadableProgram(
                        place, "a value is longer than " + WORD + " characters. Do variables name each other here?");
        }
        return new Word(text.toString(), command);
    }

    private static boolean ends(char c, Ends ends) {
        if (c == ';' || c == '#') return true;
        if (ends == Ends.NEVER) return false;
        return Character.isWhitespace(c) || (ends == Ends.EQUALS && (c == '=' || c == '?'));
    }

    private String escaped() {
        char c = line.charAt(at++);
        return switch (c) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'f', 'e', 'c', 'C' -> "";
            default -> String.valueOf(c);
        };
    }

    private String backquoted() {
        int from = at;
        while (at < line.length() && line.charAt(at) != '`') at += line.charAt(at) == '\\' ? 2 : 1;
        at = Math.min(at, line.length());
        String command = line.substring(from, at);
        at = Math.min(at + 1, line.length());
        return command;
    }

    private String name() {
        boolean braces = line.charAt(at) == '{';
        if (braces) at++;
        int from = at;
        while (at < line.length()
                && (braces
                        ? line.charAt(at) != '}'
                        : Character.isLetterOrDigit(line.charAt(at)) || line.charAt(at) == '_')) at++;
        String name = line.substring(from, at);
        if (braces && at < line.length()) at++;
        return name;
    }
}
