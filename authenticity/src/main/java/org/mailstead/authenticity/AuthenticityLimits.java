package org.mailstead.authenticity;

import java.time.Duration;

/** How far the checks of one message go. Whoever writes a message chooses what is in it, names in the DNS included. */
final class AuthenticityLimits {
    /** Terms of SPF that ask the DNS, in a record and all it includes. RFC 7208 §4.6.4. */
    static final int SPF_LOOKUPS = 10;

    /** Terms of SPF whose question finds nothing. RFC 7208 §4.6.4. */
    static final int SPF_VOID_LOOKUPS = 2;

    /** Mail hosts of one mx mechanism, and names of one address. RFC 7208 §4.6.4, RFC 8601 §3. */
    static final int SPF_NAMES = 10;

    /** How long one SPF check may take. RFC 7208 §4.6.4 asks for at least 20 s. */
    static final Duration SPF_TIME = Duration.ofSeconds(20);

    /** Questions of one SPF check: ten terms, each of which may ask for ten names, and the records themselves. */
    static final int SPF_QUESTIONS = 130;

    /** Characters of an SPF record; the largest seen have 2,000, and more would not fit into one UDP answer. */
    static final int SPF_RECORD_CHARACTERS = 16 * 1024;

    /** Characters of the text a domain gives for its refusals: it goes into an SMTP reply. */
    static final int SPF_EXPLANATION_CHARACTERS = 400;

    /** Tags of one signature, key or policy; the standards know thirty. */
    static final int TAGS = 60;

    /** Bytes of a header that are looked at: that of a message with a thousand recipients has 100 KB. */
    static final int HEADER_BYTES = 1024 * 1024;

    /** Signatures of one message that are checked: each costs a question, and a hash of the body. RFC 6376 §6.1. */
    static final int SIGNATURES = 8;

    /** Names of fields in one signature. */
    static final int SIGNED_NAMES = 500;

    /** Bits of an RSA key below which signatures can be forged. RFC 8301 §3.2. */
    static final int WEAKEST_RSA_BITS = 1024;

    /** Bits of an RSA key above which a signature takes longer to check than to send. RFC 8301 §3.2 asks for 4096. */
    static final int RSA_BITS = 8192;

    /** TXT records at the name of one key that are looked at. */
    static final int KEY_RECORDS = 5;

    /** Results in one field, each with its properties; a message with eight signatures has some twelve. */
    static final int RESULTS = 100;

    static final int PROPERTIES = 50;

    /** Bytes of a report's XML: the largest of a day that big providers send have 10 MB. */
    static final long REPORT_BYTES = 50L * 1024 * 1024;

    /** Files of an archive that are looked at for a report; there should be one. */
    static final int REPORT_FILES = 5;

    /** Records of one report, read or written. */
    static final int REPORT_ROWS = 50_000;

    /** Nested elements of a report; there are five, and extensions. */
    static final int REPORT_DEPTH = 20;

    /** Characters of one value in a report. */
    static final int REPORT_TEXT = 1000;

    /** Reasons, signatures, and kinds of values in one record of a report. */
    static final int REPORT_PARTS = 100;

    /** How long all checks of one message may go on asking: clients wait ten minutes for the answer to their message. */
    static final Duration MESSAGE_TIME = Duration.ofMinutes(1);

    /** Questions of all checks of one message: two of SPF at their worst, and a mailing list's signatures and seals. */
    static final int MESSAGE_QUESTIONS = 350;

    /** Characters of a reason: it goes into one line of a header field, and into a log. */
    static final int REASON_CHARACTERS = 250;

    /** Characters of a value in a header field: any name or address that can be sent to is shorter. */
    static final int VALUE_CHARACTERS = 320;

    /** Characters of a name or an explanation with all its macros replaced; a few bytes of macro stand for a long value. */
    static final int SPF_EXPANDED_CHARACTERS = 16 * 1024;

    private AuthenticityLimits() {}
}
