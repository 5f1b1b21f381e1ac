package org.mailstead.exports;

import java.util.Optional;

/**
 * The lines of a program's screen, and before them what is easier than to enter them, where there is such.
 *
 * @param better brings a file with steps of its own
 */
record ScreenFormat(MailProgram program, Optional<Format> better) implements Format {
    @Override
    public void write(Draft draft) throws UnfitSettings {
        if (!program.onlySends()) draft.incoming();
        draft.outgoing();
        if (better.isPresent()) better.get().write(draft);
        draft.screen(program, better.isPresent());
    }
}
