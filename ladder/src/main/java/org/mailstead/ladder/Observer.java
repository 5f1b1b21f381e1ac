package org.mailstead.ladder;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mailstead.dns.DnsName;
import org.mailstead.wire.TimeLimit;

/** Looks at mail servers without signing in: what a machine elsewhere does for whoever wants to know whether the fault is near or far. */
public final class Observer {
    private Observer() {}

    /**
     * Looks at the ports of mail only, of eight hosts at most. Ends within {@link Times#view}; what was not seen by then is told as not
     * answering.
     *
     * @param domain whose records are looked at
     */
    public static View view(Collection<String> hosts, DnsName domain, Outside outside) {
        return view(hosts, domain, outside, Progress.SILENT);
    }

    /** @param progress is told as facts come */
    public static View view(Collection<String> hosts, DnsName domain, Outside outside, Progress progress) {
        Map<String, Map<Integer, Boolean>> wanted = new LinkedHashMap<>();
        for (String each : hosts) wanted.put(each, Map.of());
        try (var time = new TimeLimit(outside.way(), outside.times().view());
                var observation = new Observation(wanted, domain, outside, time, inTurn(progress))) {
            return observation.view();
        }
    }

    /** Told by one thread at a time. */
    static Progress inTurn(Progress progress) {
        return new Progress() {
            @Override
            public synchronized void seen(Fact fact) {
                progress.seen(fact);
            }
        };
    }
}
