package org.mailstead.why;

import static java.util.stream.Collectors.joining;

import java.util.stream.Stream;

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
        String device) {
    /** All of it in one line. */
    public String line() {
        String often = times.isEmpty() ? verdict : verdict + " (" + times + ")";
        return Stream.of(when, often, door, tls, from, program, quoted(name), quoted(device))
                .filter(each -> !each.isEmpty())
                .collect(joining(" · "));
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "" : "\"" + text + "\"";
    }
}
