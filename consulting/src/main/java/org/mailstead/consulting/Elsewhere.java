package org.mailstead.consulting;

import java.util.List;
import org.mailstead.dns.DnsName;
import org.mailstead.ladder.View;

/** Somebody in another place of the network who looks at servers too. */
public interface Elsewhere {
    /** There is nobody to ask. */
    Elsewhere NOBODY = (_, _) -> new Answer.NotAsked();

    /** Ends within the time that a person waits, whatever happens. */
    Answer view(List<String> hosts, DnsName domain);

    /** What came of it. */
    sealed interface Answer {
        record Seen(View view) implements Answer {}

        /** @param why in words that follow a colon */
        record Silent(String why) implements Answer {}

        record NotAsked() implements Answer {}
    }
}
