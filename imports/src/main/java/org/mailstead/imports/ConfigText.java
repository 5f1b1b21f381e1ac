package org.mailstead.imports;

import java.nio.file.Path;
import java.util.List;

/** A file's text, with the lines that messages name. */
record ConfigText(Path path, String text) {
    /** Ended by a line feed, or by that of Windows. */
    List<String> lines() {
        return List.of(text.split("\r?\n", -1));
    }

    Place at(int line) {
        return new Place(path, line);
    }
}
