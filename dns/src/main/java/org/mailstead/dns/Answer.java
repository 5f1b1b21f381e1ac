package org.mailstead.dns;

import java.time.Duration;
import java.util.List;

/**
 * What came of a question. Whoever asks has to say what each case means for him; in particular, no answer is not the same as
 * the answer no.
 */
public sealed interface Answer<R extends DnsRecord> {
    /**
     * There are such records.
     *
     * @param name where they stand: the name asked for, or the last one of a chain of aliases
     * @param records at least one, at most {@link DnsLimits#RECORDS}
     * @param ttl how long they may be remembered: the shortest of the records and of the aliases before them
     * @param authenticated whether DNSSEC proves them and every alias on the way
     */
    record Found<R extends DnsRecord>(DnsName name, List<R> records, Duration ttl, boolean authenticated)
            implements Answer<R> {
        public Found {
            if (records.isEmpty()) throw new IllegalArgumentException("found nothing");
            records = List.copyOf(records);
        }
    }

    /** There is no such name, nor anything below it: NXDOMAIN. RFC 2308 §2.1, RFC 8020 §2. */
    record NoSuchName<R extends DnsRecord>(Duration ttl, boolean authenticated) implements Answer<R> {}

    /** The name exists, but without records of that type. RFC 2308 §2.2. */
    record NoData<R extends DnsRecord>(Duration ttl, boolean authenticated) implements Answer<R> {}

    /** Nobody knows just now. Ask again later; do not conclude anything. */
    record TemporaryFailure<R extends DnsRecord>(Cause cause, String detail) implements Answer<R> {}

    /** DNSSEC says that what came back is not what the domain published. To be treated as a failure, not as absence. RFC 4035 §4.3. */
    record Bogus<R extends DnsRecord>(String detail) implements Answer<R> {}

    /** Why there is no answer. */
    enum Cause {
        /** No server answered in time. */
        TIMEOUT,
        /** The servers said that they could not find out: SERVFAIL. */
        SERVER_FAILURE,
        /** The servers do not want to answer us: REFUSED, NOTIMP. */
        REFUSED,
        /** The network between us and the servers. */
        NETWORK,
        /** What came back cannot be read, or answers another question. */
        MALFORMED,
        /** Too many aliases, or a circle of them. */
        ALIAS_LOOP,
        /** Whoever asked has used up what he may ask. */
        BUDGET
    }

    /** In a few words, for log lines and reasons: {@code timeout after 4 s}. */
    default String describe() {
        return switch (this) {
            case Found<R> found -> found.records().size() + " records";
            case NoSuchName<R> none -> "no such name";
            case NoData<R> none -> "no such record";
            case TemporaryFailure<R> failure -> failure.detail();
            case Bogus<R> bogus -> "DNSSEC check failed: " + bogus.detail();
        };
    }
}
