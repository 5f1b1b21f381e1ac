package org.mailstead.web;

import java.time.Duration;

/**
 * What a peer may cost.
 *
 * @param headerBytes of a request's first line and header: browsers send one to two KiB, with cookies of others up to eight
 * @param bodyBytes of a request, unless its route says otherwise: what is asked of a mail server by forms and small documents
 * @param waiting from the connection, or the answer before, until a request's header is there whole, TLS included: who sends
 *     byte by byte holds nothing for longer
 * @param answering from then until the answer is taken: a body or an answer of the sizes above takes seconds on a slow line
 * @param atOnce requests worked on; others wait for their turn
 * @param grace for answers under way when the server stops
 */
public record WebLimits(
        int headerBytes, int bodyBytes, Duration waiting, Duration answering, int atOnce, Duration grace) {
    public static final WebLimits STANDARD = new WebLimits(
            16 * 1024, 64 * 1024, Duration.ofSeconds(20), Duration.ofSeconds(60), 256, Duration.ofSeconds(5));
}
