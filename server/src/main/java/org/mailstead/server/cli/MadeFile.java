package org.mailstead.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.mailstead.server.Mistake;

/** A file that a command makes, on its way from where the work is done to where the person is who wants it. */
final class MadeFile {
    private MadeFile() {}

    /** As one line of text. */
    static String line(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }

    /**
     * Writes it beside the person.
     *
     * @param printed such a line, and perhaps more lines to be told
     */
    static void write(String printed, Path folder, Path file, Terminal terminal) {
        int end = printed.indexOf('\n');
        Path path = folder.resolve(file).normalize();
        try {
            Files.write(
                    path, Base64.getDecoder().decode(printed.substring(0, end).strip()));
        } catch (IOException e) {
            throw new Mistake("The file " + path + " cannot be written: " + e.getMessage() + ".", e);
        }
        terminal.out().print(printed.substring(end + 1));
        terminal.out().println("Written to " + path + ".");
    }
}
