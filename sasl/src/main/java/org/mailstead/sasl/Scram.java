package org.mailstead.sasl;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * SCRAM: both sides prove that they know the password without showing it. RFC 5802, RFC 7677. With a name that ends in PLUS the proof
 * holds for this TLS connection only, so that nobody can stand between.
 */
final class Scram<V> implements SaslExchange<V> {
    /** 18 bytes are 144 bits; base64 of them has no padding, and no comma, which would part it. */
    private static final int NONCE_BYTES = 18;

    /** Of the client's: more is work for nothing. */
    private static final int NONCE_CHARACTERS = 512;

    private final Judge<V> judge;
    private final ScramHash hash;
    private final Binding binding;
    private final Supplier<String> nonces;
    private @Nullable Asked asked;
    private @Nullable V welcome;

    /** What the name of the mechanism says of channel binding. */
    sealed interface Binding {
        /** @param offered whether the client was offered the mechanism with it */
        record None(boolean offered) implements Binding {}

        record Wanted(Channel channel) implements Binding {}
    }

    /**
     * What was said in the first round.
     *
     * @param bound the start of the client's first message, and what is known of the channel, as the last one must repeat it
     * @param messages the first of the client without its start, and the first of the server, with a comma between
     */
    private record Asked(Identity who, byte[] bound, String nonce, ScramKeys keys, String messages) {}

    Scram(Judge<V> judge, ScramHash hash, Binding binding, Supplier<String> nonces) {
        this.judge = judge;
        this.hash = hash;
        this.binding = binding;
        this.nonces = nonces;
    }

    static Supplier<String> nonces(RandomGenerator random) {
        return () -> {
            byte[] bytes = new byte[NONCE_BYTES];
            random.nextBytes(bytes);
            return Base64.getEncoder().encodeToString(bytes);
        };
    }

    @Override
    public Step<V> respond(byte[] response) {
        if (welcome != null) return new Step.Done<>(welcome);
        var text = Responses.text(response);
        if (text.isEmpty()) return new Step.Broken<>("SCRAM is spoken in UTF-8");
        try {
            return asked == null ? first(text.get()) : last(asked, text.get());
        } catch (Wrong e) {
            return new Step.Broken<>(String.valueOf(e.getMessage()));
        }
    }

    /** RFC 5802 §7, client-first-message. */
    private Step<V> first(String message) throws Wrong {
        int bare = message.indexOf(',', message.indexOf(',') + 1) + 1;
        if (bare < 2) throw new Wrong("the first message has no beginning");
        var header = Responses.parts(message.substring(0, bare), ',');
        Optional<byte[]> channel = channel(header.get(0));
        // An empty name for nobody is what the grammar does not have and programs send.
        boolean oneself = header.get(1).isEmpty() || header.get(1).equals("a=");
        String actingFor = oneself ? "" : name(header.get(1), "a=");
        var fields = Responses.parts(message.substring(bare), ',');
        if (fields.getFirst().startsWith("m=")) throw new Wrong("an extension is wanted that is not known here");
        if (fields.size() < 2) throw new Wrong("the first message lacks the name or the nonce");
        String user = name(fields.get(0), "n=");
        String nonce = nonce(fields.get(1)) + nonces.get();
        ScramKeys keys = judge.keys(user, hash);
        String answer =
                "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(keys.salt()) + ",i=" + keys.iterations();
        byte[] bound = joined(message.substring(0, bare).getBytes(StandardCharsets.UTF_8), channel.orElse(new byte[0]));
        asked = new Asked(new Identity(actingFor, user), bound, nonce, keys, message.substring(bare) + "," + answer);
        return new Step.Challenge<>(answer.getBytes(StandardCharsets.UTF_8));
    }

    /** What is known of the channel, if the client binds to it. RFC 5802 §6. */
    private Optional<byte[]> channel(String flag) throws Wrong {
        return switch (binding) {
            case Binding.None(boolean offered) -> {
                // The client could, and believes that we cannot: somebody has taken the better mechanism out of our
                // offer.
                if (flag.equals("y") && offered)
                    throw new Wrong("something between has hidden a better way to sign in");
                if (!flag.equals("n") && !flag.equals("y"))
                    throw new Wrong("this mechanism knows nothing of the channel");
                yield Optional.empty();
            }
            case Binding.Wanted(Channel channel) -> {
                if (!flag.startsWith("p=")) throw new Wrong("this mechanism wants to know of the channel");
                yield Optional.of(channel.binding(flag.substring(2))
                        .orElseThrow(() -> new Wrong("this kind of channel binding is not known here")));
            }
        };
    }

    private static String name(String field, String key) throws Wrong {
        if (!field.startsWith(key)) throw new Wrong("a name is missing");
        String written = Responses.name(field.substring(2)).orElseThrow(() -> new Wrong("a name is written wrong"));
        try {
            return Preparation.query(written);
        } catch (PreparationException e) {
            throw new Wrong("a name has characters that cannot be used here");
        }
    }

    private static String nonce(String field) throws Wrong {
        boolean fine = field.startsWith("r=")
                && field.length() > 2
                && field.length() <= NONCE_CHARACTERS
                && field.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!fine) throw new Wrong("the nonce is missing or wrong");
        return field.substring(2);
    }

    /** RFC 5802 §7, client-final-message. */
    private Step<V> last(Asked first, String message) throws Wrong {
        int proofAt = message.lastIndexOf(",p=");
        if (proofAt < 0) throw new Wrong("the proof is missing");
        List<String> fields = Responses.parts(message.substring(0, proofAt), ',');
        if (fields.size() < 2
                || !fields.get(0).startsWith("c=")
                || !fields.get(1).startsWith("r=")) throw new Wrong("the last message lacks something");
        byte[] bound = decoded(fields.get(0).substring(2));
        if (!MessageDigest.isEqual(bound, first.bound())) throw new Wrong("the channel is not the one it began on");
        if (!fields.get(1).substring(2).equals(first.nonce())) throw new Wrong("the nonce has changed");
        byte[] proof = decoded(message.substring(proofAt + 3));
        byte[] all = (first.messages() + "," + message.substring(0, proofAt)).getBytes(StandardCharsets.UTF_8);
        return judged(first, all, proof);
    }

    private Step<V> judged(Asked first, byte[] messages, byte[] proof) {
        var pairs = first.keys().pairs();
        int which = -1;
        // As long for each, whichever fits.
        for (int i = 0; i < pairs.size(); i++) if (fits(pairs.get(i), messages, proof)) which = i;
        if (which < 0) {
            if (pairs.isEmpty()) fits(NOBODYS, messages, proof);
            return new Step.Done<>(judge.disproven(first.who()));
        }
        V outcome = judge.proven(first.who(), which);
        if (!judge.isWelcome(outcome)) return new Step.Done<>(outcome);
        welcome = outcome;
        byte[] signature = hash.hmac(pairs.get(which).server(), messages);
        String answer = "v=" + Base64.getEncoder().encodeToString(signature);
        return new Step.Challenge<>(answer.getBytes(StandardCharsets.US_ASCII));
    }

    private static final ScramKeys.Pair NOBODYS = new ScramKeys.Pair(new byte[32], new byte[32]);

    private boolean fits(ScramKeys.Pair pair, byte[] messages, byte[] proof) {
        byte[] signature = hash.hmac(pair.stored(), messages);
        byte[] key = new byte[signature.length];
        if (proof.length != key.length) return false;
        for (int i = 0; i < key.length; i++) key[i] = (byte) (proof[i] ^ signature[i]);
        return MessageDigest.isEqual(hash.hash(key), pair.stored());
    }

    private static byte[] decoded(String base64) throws Wrong {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new Wrong("something is no base64");
        }
    }

    private static byte[] joined(byte[] one, byte[] other) {
        var out = new ByteArrayOutputStream(one.length + other.length);
        out.writeBytes(one);
        out.writeBytes(other);
        return out.toByteArray();
    }

    /** The client does not speak SCRAM. */
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message, null, false, false);
        }
    }
}
