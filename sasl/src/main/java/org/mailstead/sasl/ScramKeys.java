package org.mailstead.sasl;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a server keeps of passwords for SCRAM. Somebody with several passwords has one salt for all of them, since the server has to
 * name it before it knows which is used. RFC 5802 §3.
 *
 * @param pairs one for each password, none for somebody who does not exist
 */
public record ScramKeys(byte[] salt, int iterations, List<Pair> pairs) {
    /** RFC 5802 §5.1 has 4096 as the least. */
    public static final int FEWEST_ITERATIONS = 4096;

    public ScramKeys {
        pairs = List.copyOf(pairs);
    }

    /**
     * What is kept of one password: who has it can pretend to be the server, and guess, but not sign in.
     *
     * @param stored hash of the key by which the client proves itself
     * @param server key by which the server does
     */
    public record Pair(byte[] stored, byte[] server) {
        private static final byte[] CLIENT_KEY = "Client Key".getBytes(StandardCharsets.US_ASCII);
        private static final byte[] SERVER_KEY = "Server Key".getBytes(StandardCharsets.US_ASCII);

        /**
         * Takes as long as the iterations are many.
         *
         * @throws PreparationException if the password has characters that cannot be typed alike everywhere
         */
        public static Pair of(String password, byte[] salt, int iterations, ScramHash hash)
                throws PreparationException {
            byte[] prepared = Preparation.stored(password).getBytes(StandardCharsets.UTF_8);
            byte[] salted = hash.iterated(prepared, salt, iterations);
            return new Pair(hash.hash(hash.hmac(salted, CLIENT_KEY)), hash.hmac(salted, SERVER_KEY));
        }
    }
}
