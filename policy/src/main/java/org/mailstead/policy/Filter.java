package org.mailstead.policy;

import java.io.IOException;
import org.mailstead.milter.Filtering;
import org.mailstead.milter.Milter;
import org.mailstead.milter.MilterAddress;

/**
 * A filter of somebody else, that is told of each client and its mail step by step.
 *
 * @param letsInUnasked whether mail is let in when the filter does not answer; else it is tried again later
 */
record Filter(MilterAddress address, Opener opener, boolean letsInUnasked) {
    /** Begins to speak with the filter of a client. */
    interface Opener {
        Filtering open() throws IOException;
    }

    static Filter of(Milter milter, boolean letsInUnasked) {
        return new Filter(milter.address(), milter::open, letsInUnasked);
    }

    Check.Description description() {
        return new Check.Description(
                Stage.MESSAGE,
                "filter",
                true,
                "The filter at " + address
                        + " is told of each step, and may refuse a client, a sender, a recipient or the"
                        + " message, change it, or have it go to Junk.",
                "filters.milters = " + address + ", filters.on-failure = " + (letsInUnasked ? "accept" : "later"));
    }
}
