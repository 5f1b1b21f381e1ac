package org.mailstead.why;

/**
 * A try, or several that were alike, in the words of a language; what is not known is empty.
 *
 * @param verdict what came of it
 * @param times how often, if more than once
 * @param door protocol and port
 * @param tls version and cipher, or that there was none
 * @param from the network address
 * @param program what it calls itself
 * @param name the user name as it was typed
 * @param device the app password, token or certificate that was shown
 */
public record AttemptRow(
        String when,
        String verdict,
        String times,
        String door,
        String tls,
        String from,
        String program,
        String name,
        String device) {}
