package org.mailstead.dns;

import java.time.Duration;

/** How much one question may cost. */
public final class DnsLimits {
    /** Bytes of a label. RFC 1035 §2.3.4. */
    public static final int LABEL_BYTES = 63;

    /** Characters of a name without its last dot: 255 bytes on the wire, RFC 1035 §2.3.4. */
    public static final int NAME_CHARACTERS = 253;

    /** Characters of a name with labels in Unicode before it is encoded; more cannot become a name that fits. */
    static final int UNICODE_NAME_CHARACTERS = 1000;

    /** Bytes of one string of a TXT record. RFC 1035 §3.3. */
    static final int STRING_BYTES = 255;

    /** Aliases followed from one name: real chains have up to four; resolvers stop between 8 and 20. */
    public static final int ALIASES = 10;

    /** Records of one answer that are kept; an answer over TCP may have thousands, which no caller has a use for. */
    public static final int RECORDS = 500;

    /** Bytes of text of all TXT records of one answer: 64 KiB fit into a DNS message, so this is one answer. */
    static final int TEXT_BYTES = 64 * 1024;

    /** How long one server is waited for; a resolver that is alive answers within two even if it has to ask around. */
    static final Duration PER_QUERY = Duration.ofSeconds(4);

    /** How long one question may take, all servers, repetitions, aliases and proofs included. RFC 7208 §4.6.4 asks for 20 s. */
    static final Duration PER_LOOKUP = Duration.ofSeconds(15);

    /** Shortest time an answer is kept: a TTL of 0 must not make each of a thousand recipients a question. */
    static final Duration SHORTEST_TTL = Duration.ofSeconds(5);

    /** Longest time an answer is kept, so that a mistake in a zone is not ours for a week. RFC 8767 §4 advises days. */
    static final Duration LONGEST_TTL = Duration.ofDays(1);

    /** Longest time the absence of something is kept. RFC 2308 §5 advises one to three hours. */
    static final Duration LONGEST_NEGATIVE_TTL = Duration.ofHours(1);

    /** How long a failure is kept: queued mail waits longer, and a dead server is not asked by everyone. RFC 9520 §3.2. */
    static final Duration FAILURE_TTL = Duration.ofSeconds(5);

    /** How long a forged answer is kept: the proof is costly, and the mistake seldom goes away within a minute. */
    static final Duration BOGUS_TTL = Duration.ofMinutes(1);

    /** Bytes that the cache may hold, roughly: some 50,000 answers. */
    static final long CACHE_BYTES = 16L * 1024 * 1024;

    /** Bytes counted for an answer and for a record beside their text: objects, references, the cache's own entry. */
    static final int ANSWER_OVERHEAD_BYTES = 200;

    static final int RECORD_OVERHEAD_BYTES = 64;

    private DnsLimits() {}
}
