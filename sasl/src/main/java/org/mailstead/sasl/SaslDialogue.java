package org.mailstead.sasl;

import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/** A try to sign in as the mail protocols carry it: base64 both ways, a line each. RFC 4954 §4, RFC 9051 §6.2.2, RFC 5034 §4. */
public final class SaslDialogue {
    private static final String CANCEL = "*";

    private SaslDialogue() {}

    /** Says a challenge to the client, and returns its answer, both in base64. */
    @FunctionalInterface
    public interface Asking {
        String ask(String challenge) throws IOException;
    }

    /**
     * Goes on until it is decided.
     *
     * @param initial what came with the command, in base64
     * @throws BrokenOff if the client gives it up or does not speak the mechanism
     */
    public static <V> V hold(SaslExchange<V> exchange, Optional<String> initial, Asking client)
            throws IOException, BrokenOff {
        byte[] response = initial.isPresent() ? decoded(initial.get()) : asked(client, exchange.opening());
        while (true) {
            switch (exchange.respond(response)) {
                case Step.Challenge<V>(byte[] challenge) -> response = asked(client, challenge);
                case Step.Done<V>(V outcome) -> {
                    return outcome;
                }
                case Step.Broken<V>(String why) -> throw new BrokenOff(BrokenOff.Kind.MECHANISM, why);
            }
        }
    }

    private static byte[] asked(Asking client, byte[] challenge) throws IOException, BrokenOff {
        String answer = client.ask(Base64.getEncoder().encodeToString(challenge));
        if (answer.equals(CANCEL)) throw new BrokenOff(BrokenOff.Kind.CANCELLED, "");
        return decoded(answer);
    }

    private static byte[] decoded(String base64) throws BrokenOff {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new BrokenOff(BrokenOff.Kind.NO_BASE64, "");
        }
    }

    /** It came to no decision. */
    public static final class BrokenOff extends Exception {
        private static final long serialVersionUID = 1;

        /** Which mistake it was. */
        public enum Kind {
            CANCELLED,
            NO_BASE64,
            MECHANISM
        }

        private final Kind kind;

        BrokenOff(Kind kind, String why) {
            super(why, null, false, false);
            this.kind = kind;
        }

        public Kind kind() {
            return kind;
        }

        /** For people, a sentence without its end; empty but for mistakes in the mechanism. */
        public String why() {
            return String.valueOf(getMessage());
        }
    }
}
