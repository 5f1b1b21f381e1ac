package org.mailstead.statuspage;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs programs of the system: as they are, without a shell. */
public interface Commands {
    /**
     * Waits for its end, and ends it if that does not come in time.
     *
     * @param environment what is added to that of this process
     * @throws IOException if there is no such program
     */
    Outcome run(List<String> command, Map<String, String> environment, Duration limit)
            throws IOException, InterruptedException;

    /**
     * What came of it.
     *
     * @param code with which it ended; -1 if it had to be ended
     * @param output the beginning of it
     */
    record Outcome(int code, String output) {}
}
