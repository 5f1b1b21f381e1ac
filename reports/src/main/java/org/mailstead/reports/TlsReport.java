package org.mailstead.reports;

import java.time.Instant;
import java.util.List;

/**
 * What another server tells of its connections to one of our domains. RFC 8460 §4.
 *
 * @param organization who reports
 * @param id one report's own
 */
public record TlsReport(String organization, String id, Instant begin, List<Policy> policies) {
    public TlsReport {
        policies = List.copyOf(policies);
    }

    /**
     * What came of one policy of a domain.
     *
     * @param type {@code sts}, {@code tlsa} or {@code no-policy-found}
     * @param good sessions that were as safe as they had to be
     * @param bad sessions that were not
     */
    public record Policy(String type, String domain, long good, long bad, List<Failure> failures) {
        public Policy {
            failures = List.copyOf(failures);
        }
    }

    /**
     * Sessions that failed in one way.
     *
     * @param type such as {@code certificate-expired}. RFC 8460 §4.3
     * @param host of ours to which they were; empty if that was not told
     * @param reason what the other server adds; empty for nothing
     */
    public record Failure(String type, String host, long sessions, String reason) {}
}
