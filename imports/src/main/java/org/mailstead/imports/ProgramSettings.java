package org.mailstead.imports;

import java.nio.file.Path;
import java.util.List;

/** How one program's settings are read. */
interface ProgramSettings {
    /** @param path the file, or the folder, in which they are */
    List<Imported> read(Path path, Reading reading) throws UnreadableProgram;

    /** Whether a file of no known name looks like one of these. A few words that others do not have are enough. */
    default boolean recognises(String text) {
        return false;
    }
}
