package org.mailstead.exports;

/** Writes what one program is told. */
interface Format {
    /** @throws UnfitSettings if the program's form cannot say these settings */
    void write(Draft draft) throws UnfitSettings;
}
