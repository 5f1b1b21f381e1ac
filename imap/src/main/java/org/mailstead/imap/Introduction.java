package org.mailstead.imap;

import java.util.Map;

/**
 * What is known of a session's program.
 *
 * @param program what it says it is, by ID
 * @param device what its person calls it: the label of the app password, or to whom the token was given
 */
record Introduction(String program, String device) {
    static final Introduction NONE = new Introduction("", "");

    /** Characters kept of what a program says it is. */
    private static final int PROGRAM = 100;

    Introduction said(Map<String, String> id) {
        String both = (id.getOrDefault("name", "") + " " + id.getOrDefault("version", "")).strip();
        return new Introduction(both.substring(0, Math.min(PROGRAM, both.length())), device);
    }

    Introduction on(String other) {
        return new Introduction(program, other);
    }

    /** For people. */
    String both() {
        if (device.isEmpty() || program.isEmpty()) return program + device;
        return device + " (" + program + ")";
    }
}
