package org.mailstead.imports;

import java.nio.file.Path;

/**
 * Where something stands.
 *
 * @param line from 1 on; 0 for the file as a whole
 */
public record Place(Path file, int line) {
    @Override
    public String toString() {
        return line == 0 ? file.toString() : file + ", line " + line;
    }
}
