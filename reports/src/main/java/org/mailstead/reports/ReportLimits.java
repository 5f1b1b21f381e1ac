package org.mailstead.reports;

import java.time.Duration;

/** How much is counted and kept. Whoever forges mail chooses the domains and addresses in it. */
final class ReportLimits {
    /** Domains that get a report about one day: as many mails leave the next. */
    static final int DOMAINS_PER_DAY = 5_000;

    /** Kinds of messages in one report, some 150 bytes each: what is beyond is only counted. */
    static final int ROWS_PER_DOMAIN = 2_000;

    /** Kinds of messages of one day, all domains together: 30 MB at most. */
    static final int ROWS_PER_DAY = 200_000;

    /** Counts that wait to be written; when the disk is slower than that, some are not counted. */
    static final int WAITING = 20_000;

    /** Written in one commit: at 600 bytes each at most, far below what a commit may hold. */
    static final int AT_ONCE = 300;

    /** What comes within this time shares a commit. A power cut loses so much of the counts. */
    static final Duration GATHER = Duration.ofSeconds(1);

    /** Reports about a day leave within so long after its end, each domain's at another time. RFC 9990 §3.5 asks for no hour. */
    static final Duration SPREAD = Duration.ofHours(6);

    /** Counts of a day that could not be told by then are dropped: nobody waits for them any more. */
    static final Duration TOO_LATE = Duration.ofDays(3);

    /** Days for which reports of others are kept: a year can be compared with the one before. */
    static final int DAYS_KEPT = 400;

    /** Kinds of messages that others report about one domain and day: some hundred servers with some senders each. */
    static final int RECEIVED_ROWS = 2_000;

    /** The same as long as nobody proved who reports: anybody can write to the address, and shall not crowd out the others. */
    static final int UNPROVED_ROWS = 500;

    /** Reports about one domain and day. */
    static final int RECEIVED_REPORTS = 500;

    static final int UNPROVED_REPORTS = 100;

    /** Reports about days longer ago are not taken: none comes so late, and they could be about any day. */
    static final Duration OLDEST = Duration.ofDays(30);

    /** Clocks of others go wrong by a day. */
    static final Duration FUTURE = Duration.ofDays(2);

    /** Parts of a mail that are tried: there should be one. */
    static final int PARTS = 5;

    /** Policies in a report on TLS, and kinds of failures in one: a domain has one policy, a host a few troubles. */
    static final int TLS_PARTS = 50;

    /** Bytes that a report on TLS may unpack to; most have a few KB. */
    static final int TLS_BYTES = 4 * 1024 * 1024;

    /** Bytes of a mail in which a report is looked for: the largest have some MB packed. */
    static final long MAIL_BYTES = 20L * 1024 * 1024;

    /** Characters of a name that stands in a report of others. */
    static final int NAME = 253;

    private ReportLimits() {}
}
