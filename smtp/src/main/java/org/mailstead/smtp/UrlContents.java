package org.mailstead.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads what URLs of mail stand for. Called on the session's thread; may throw, which the peer hears as "try again later". */
public interface UrlContents {
    /**
     * What a URL names, if whoever signed in may have it sent.
     *
     * @return empty if not, for whatever reason: that is told to nobody
     */
    Optional<Bytes> open(String url, Submitter who) throws IOException;

    /** Knows no URL. */
    UrlContents NONE = (_, _) -> Optional.empty();

    /**
     * The bytes, to be closed.
     *
     * @param length how many there are
     */
    record Bytes(InputStream in, long length) {}
}
