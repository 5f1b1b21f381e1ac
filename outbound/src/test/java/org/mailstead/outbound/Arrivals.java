package org.mailstead.outbound;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What reached whom in a simulated world. */
final class Arrivals {
    /** A message and who got it. */
    record Arrival(String message, String recipient) {}

    private final String here;
    private final Map<Arrival, Integer> delivered = new HashMap<>();
    private final Map<Arrival, Integer> doubts = new HashMap<>();

    /** What reports say, by their ids, and to whom they were brought. */
    final Map<String, String> reports = new HashMap<>();

    final Map<String, List<String>> reportsBrought = new HashMap<>();

    /** @param here the domain whose mailboxes know what they have: a second time is not one more */
    Arrivals(String here) {
        this.here = here;
    }

    boolean isOurs(String recipient) {
        return recipient.endsWith("@" + here) || !recipient.contains("@");
    }

    void took(String message, String recipient) {
        boolean ours = isOurs(recipient);
        delivered.merge(new Arrival(message, recipient), 1, (had, one) -> ours ? had : had + one);
        if (reports.containsKey(message)) {
            List<String> to = reportsBrought.computeIfAbsent(message, _ -> new ArrayList<>());
            if (!ours || to.isEmpty()) to.add(recipient);
        }
    }

    /** It may have been taken without a word: it may come once more, or be bounced too, and nobody can help it. */
    void doubt(String message, String recipient) {
        doubts.merge(new Arrival(message, recipient), 1, Integer::sum);
    }

    int times(Arrival arrival) {
        return delivered.getOrDefault(arrival, 0);
    }

    int doubts(Arrival arrival) {
        return doubts.getOrDefault(arrival, 0);
    }

    /** Whether anything about a message is in doubt. */
    boolean isDoubtful(String message) {
        return doubts.keySet().stream().anyMatch(arrival -> arrival.message().equals(message));
    }
}
