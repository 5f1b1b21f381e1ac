package org.mailstead.consulting;

import java.io.IOException;
import java.util.Optional;
import org.mailstead.web.WebRequest;
import org.mailstead.web.WebResponse;

/** Who is let in to the pages. */
public interface Gate {
    /** Somebody who was let in: small letters, digits and dashes, at most 40; empty for everybody else. */
    Optional<String> visitor(WebRequest request);

    /** What everybody else gets, whatever they ask for or send. */
    WebResponse stranger(WebRequest request) throws IOException;

    /** The address that stands in the form at first; may be empty. */
    String address(WebRequest request);
}
