package org.mailstead.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a mail has to be handled on its way: the parameters of MAIL that servers pass on to each other.
 *
 * @param body what its bytes are like, which not every server takes
 * @param smtpUtf8 whether addresses or header hold letters beyond ASCII. RFC 6531 §3.4
 * @param requireTls whether it may go over verified TLS only. RFC 8689 §2
 * @param priority from -9 to 9; what is higher goes first. RFC 6710 §3
 * @param returned how much of it a report shall hold; null if the sender did not say. RFC 3461 §4.3
 * @param deliverBy by when it shall be delivered; null if the sender did not say. RFC 2852
 * @param envelopeId what the sender calls it, to be told in reports; printable ASCII, not in xtext. RFC 3461 §4.4
 */
public record MailParameters(
        Body body,
        boolean smtpUtf8,
        boolean requireTls,
        int priority,
        @Nullable Returned returned,
        @Nullable String envelopeId,
        @Nullable DeliverBy deliverBy) {
    public static final MailParameters USUAL = new MailParameters(Body.EIGHT_BIT, false, false, 0, null, null);

    /** Of mail that has time. */
    public MailParameters(
            Body body,
            boolean smtpUtf8,
            boolean requireTls,
            int priority,
            @Nullable Returned returned,
            @Nullable String envelopeId) {
        this(body, smtpUtf8, requireTls, priority, returned, envelopeId, null);
    }

    /** Of {@code envelopeId}. RFC 3461 §4.4. */
    static final int ENVELOPE_ID = 100;

    public MailParameters {
        if (priority < -9 || priority > 9) throw new IllegalArgumentException("priority " + priority);
    }

    /** What the bytes of a mail are like. */
    public enum Body {
        SEVEN_BIT("7BIT"),
        /** Lines as in 7BIT, with bytes above 127. RFC 6152 §3. */
        EIGHT_BIT("8BITMIME"),
        /** Lines of any length and NUL bytes too. RFC 3030 §3. */
        BINARY("BINARYMIME");

        private final String word;

        Body(String word) {
            this.word = word;
        }

        static Optional<Body> of(String word) {
            return List.of(values()).stream()
                    .filter(each -> each.word.equalsIgnoreCase(word))
                    .findAny();
        }
    }

    /** How much of a mail a report holds. */
    public enum Returned {
        FULL("FULL"),
        HEADERS("HDRS");

        private final String word;

        Returned(String word) {
            this.word = word;
        }

        static Optional<Returned> of(String word) {
            return List.of(values()).stream()
                    .filter(each -> each.word.equalsIgnoreCase(word))
                    .findAny();
        }
    }

    public MailParameters with(Body other) {
        return new MailParameters(other, smtpUtf8, requireTls, priority, returned, envelopeId, deliverBy);
    }

    public MailParameters withSmtpUtf8(boolean wanted) {
        return new MailParameters(body, wanted, requireTls, priority, returned, envelopeId, deliverBy);
    }

    public MailParameters with(@Nullable DeliverBy other) {
        return new MailParameters(body, smtpUtf8, requireTls, priority, returned, envelopeId, other);
    }

    public MailParameters withRequireTls(boolean wanted) {
        return new MailParameters(body, smtpUtf8, wanted, priority, returned, envelopeId, deliverBy);
    }

    public MailParameters withPriority(int other) {
        return new MailParameters(body, smtpUtf8, requireTls, other, returned, envelopeId, deliverBy);
    }

    /** For a mailing list, which asks for reports and times on its own. RFC 3461 §5.2.7.1. */
    public MailParameters redistributed() {
        return new MailParameters(body, smtpUtf8, requireTls, priority, null, null);
    }

    /** With {@code envelopeId} checked: empty if it is too long or no xtext. */
    static Optional<String> envelopeId(String xtext) {
        return Xtext.decode(xtext).filter(id -> !id.isEmpty() && id.length() <= ENVELOPE_ID);
    }

    /** As they follow a path in MAIL, those that the other server knows; what it does not know gets lost. */
    String wireText(ServerFeatures server, long bytes) {
        var words = new ArrayList<String>();
        if (server.has("SIZE")) words.add("SIZE=" + bytes);
        if (server.has("8BITMIME") && body != Body.BINARY) words.add("BODY=" + body.word);
        if (body == Body.BINARY) words.add("BODY=" + body.word);
        if (smtpUtf8) words.add("SMTPUTF8");
        // Nobody gets it who does not say so, but reports, which are worth more than that. RFC 8689 §5.
        if (requireTls && server.has("REQUIRETLS")) words.add("REQUIRETLS");
        if (priority != 0 && server.has("MT-PRIORITY")) words.add("MT-PRIORITY=" + priority);
        if (server.has("DSN")) {
            if (returned != null) words.add("RET=" + returned.word);
            if (envelopeId != null) words.add("ENVID=" + Xtext.encode(envelopeId));
        }
        return words.isEmpty() ? "" : " " + String.join(" ", words);
    }
}
