package org.mailstead.smtp;

import java.io.IOException;

/** What is known of a message's content once all of it has come, over whichever command. */
sealed interface Content permits DataReader, ChunkReader {
    long bytes();

    /** A lone dot with a bare line end beside it: a message in disguise, or a sender that does not know CRLF. */
    boolean sawLoneDot();

    boolean sawNul();

    /** If the spool failed: the content was read to its end nevertheless. */
    void throwSpoolFailure() throws IOException;
}
