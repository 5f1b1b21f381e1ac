package org.mailstead.authenticity;

/** A part of an SPF record. Names are in macro form, the empty one standing for the domain that is checked. RFC 7208 §5, §6. */
sealed interface SpfTerm {
    /** What may match, and what is said then. RFC 7208 §4.6.2. */
    record Directive(SpfResult result, Mechanism mechanism, String text) implements SpfTerm {}

    /** RFC 7208 §6.1. */
    record Redirect(String domain) implements SpfTerm {}

    /** RFC 7208 §6.2. */
    record Explanation(String domain) implements SpfTerm {}

    /** A modifier of another standard, or of none: to be ignored. RFC 7208 §6. */
    record Unknown(String name) implements SpfTerm {}

    sealed interface Mechanism {
        /** RFC 7208 §5.1. */
        record All() implements Mechanism {}

        /** RFC 7208 §5.2. */
        record Include(String domain) implements Mechanism {}

        /** RFC 7208 §5.3. */
        record A(String domain, int bits4, int bits6) implements Mechanism {}

        /** RFC 7208 §5.4. */
        record Mx(String domain, int bits4, int bits6) implements Mechanism {}

        /** RFC 7208 §5.5. */
        record Ptr(String domain) implements Mechanism {}

        /** RFC 7208 §5.6. */
        record Ip(Network network) implements Mechanism {}

        /** RFC 7208 §5.7. */
        record Exists(String domain) implements Mechanism {}
    }
}
