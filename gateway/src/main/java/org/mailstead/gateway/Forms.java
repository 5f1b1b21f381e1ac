package org.mailstead.gateway;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** How a provider's token service is asked: the network, or what a test takes for it. */
public interface Forms {
    /** A token with all that comes with it has some 10 KB at most. */
    int ANSWER_BYTES = 256 * 1024;

    /** @param body at most {@link #ANSWER_BYTES} */
    record Answer(int status, byte[] body) {}

    /** Sends a form by POST. @throws IOException if nobody answers in time; the message is fit for people */
    Answer post(URI to, Map<String, String> form) throws IOException;
}
