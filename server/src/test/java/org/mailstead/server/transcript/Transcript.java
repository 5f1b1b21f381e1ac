package org.mailstead.server.transcript;

import java.util.List;

/** One file, read. */
record Transcript(String name, Step.Kind protocol, List<Given> scene, List<Step> steps, On on) {
    /** Which connections it is for. */
    enum On {
        BOTH,
        PLAIN,
        TLS
    }

    boolean runsOn(boolean tls) {
        return on == On.BOTH || (on == On.TLS) == tls;
    }
}
