package org.mailstead.outbound;

import java.util.List;

/**
 * What became of one recipient in one try.
 *
 * @param kind what follows from it
 * @param status what it means. RFC 3463, such as {@code 5.1.1}
 * @param host who said so; empty if it was this server
 * @param text the reply of that host with its code, or our own words for people
 * @param onward the mail it became
 */
public record Outcome(Kind kind, String status, String host, String text, List<Onward> onward) {
    public Outcome {
        onward = List.copyOf(onward);
    }

    private Outcome(Kind kind, String status, String host, String text) {
        this(kind, status, host, text, List.of());
    }

    /** What follows. */
    public enum Kind {
        /** The recipient has it, or another server does that will report what becomes of it. */
        DELIVERED,
        /** Another server has it, and will not report success. RFC 3461 §5.2.2. */
        PASSED_ON,
        /** Another server has it, and the sender hears of that, asked for or not. RFC 2852 §4.1.4. */
        RELAYED,
        /** It goes on to one other in its place, who is to be reported of. RFC 3461 §5.2.7.2. */
        FORWARDED,
        /** It goes on to several others. RFC 3461 §5.2.7.3. */
        EXPANDED,
        /** To be tried again. */
        LATER,
        /** Of this recipient alone it cannot be delivered, now or ever. */
        FAILED
    }

    public static Outcome delivered(String host, String text) {
        return new Outcome(Kind.DELIVERED, "2.0.0", host, text);
    }

    public static Outcome passedOn(String host, String text) {
        return new Outcome(Kind.PASSED_ON, "2.0.0", host, text);
    }

    public static Outcome relayed(String host, String text) {
        return new Outcome(Kind.RELAYED, "2.0.0", host, text);
    }

    /** By a mailing list, whose mail it is from then on. RFC 3461 §5.2.7.1. */
    public static Outcome redistributed(String text, List<Onward> onward) {
        return new Outcome(Kind.DELIVERED, "2.0.0", "", text, onward);
    }

    public static Outcome forwarded(String text, Onward onward) {
        return new Outcome(Kind.FORWARDED, "2.0.0", "", text, List.of(onward));
    }

    public static Outcome expanded(String text, List<Onward> onward) {
        return new Outcome(Kind.EXPANDED, "2.0.0", "", text, onward);
    }

    public static Outcome later(String status, String host, String text) {
        return new Outcome(Kind.LATER, status, host, text);
    }

    public static Outcome failed(String status, String host, String text) {
        return new Outcome(Kind.FAILED, status, host, text);
    }

    /** The same trouble, but with no further try. */
    Outcome givenUp(String whatStatus) {
        return new Outcome(Kind.FAILED, whatStatus, host, text);
    }

    /** The same trouble, when a time is up that its sender is told of. */
    Outcome overdue(String whatStatus) {
        return new Outcome(kind, whatStatus, host, text);
    }

    /** For logs and people. */
    @Override
    public String toString() {
        return (host.isEmpty() ? "" : host + ": ") + text;
    }
}
