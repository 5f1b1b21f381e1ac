package org.mailstead.exports;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What one program is told about one account, with all words in the language that was wished for. No password is in it.
 *
 * @param program its name, for people
 * @param files to write, the most important one first; none if the program takes none
 * @param rows the lines of the program's own screen, in its order; none if it has no screen
 * @param code what to show as a QR code
 * @param servers one sentence for each: host, port and both names for the kind of encryption
 * @param steps what to do, in this order
 * @param warnings what is in the way. Without files and rows, the reason why there are none
 */
public record Export(
        String program,
        List<ExportFile> files,
        List<Row> rows,
        Optional<String> code,
        List<String> servers,
        List<String> steps,
        List<String> warnings) {
    public Export {
        files = List.copyOf(files);
        rows = List.copyOf(rows);
        servers = List.copyOf(servers);
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
    }

    /**
     * A file for the program.
     *
     * @param name without a folder; letters, digits and {@code @._+-} only
     * @param mediaType as RFC 2046 §3 has it
     */
    public record ExportFile(String name, String mediaType, byte[] content) {
        /** Whether it is text in UTF-8, which all but pictures and signed profiles are. */
        public boolean isText() {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(content))
                        .chars()
                        .noneMatch(letter -> letter == 0);
            } catch (CharacterCodingException e) {
                return false;
            }
        }

        /** What it holds, if it {@link #isText is text}. */
        public String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    /**
     * A line of a screen.
     *
     * @param label as the program has it
     * @param value to enter or to choose; empty for a heading over the lines that follow
     * @param verbatim whether it is entered letter by letter; else it is words for what to choose
     */
    public record Row(String label, String value, boolean verbatim) {
        public boolean isHeading() {
            return value.isEmpty();
        }
    }

    /** Whether the program cannot be set up for this account at all. */
    public boolean isRefused() {
        return files.isEmpty() && rows.isEmpty();
    }

    /** All but the files, for a terminal. */
    public String text() {
        var text = new StringBuilder();
        warnings.forEach(each -> text.append(each).append('\n'));
        if (!warnings.isEmpty() && !isRefused()) text.append('\n');
        int number = 1;
        for (String each : steps)
            text.append(number++).append(". ").append(each).append('\n');
        if (!rows.isEmpty()) rows(text);
        if (!servers.isEmpty()) text.append('\n');
        servers.forEach(each -> text.append(each).append('\n'));
        return text.toString();
    }

    private void rows(StringBuilder text) {
        int widest = rows.stream()
                .filter(each -> !each.isHeading())
                .mapToInt(each -> each.label().length())
                .max()
                .orElse(0);
        text.append('\n');
        for (Row each : rows) {
            if (each.isHeading()) text.append(each.label()).append('\n');
            else
                text.append("  ")
                        .append(each.label())
                        .append(" ".repeat(widest - each.label().length() + 2))
                        .append(each.value())
                        .append('\n');
        }
    }
}
