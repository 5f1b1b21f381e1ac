package org.mailstead.sasl;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.mailstead.sasl.Scram.Binding;

/** The ways to sign in, the best first: many clients take the first that they know. */
public enum SaslMechanism {
    EXTERNAL("EXTERNAL"),
    SCRAM_SHA_256_PLUS("SCRAM-SHA-256-PLUS"),
    SCRAM_SHA_256("SCRAM-SHA-256"),
    SCRAM_SHA_1_PLUS("SCRAM-SHA-1-PLUS"),
    SCRAM_SHA_1("SCRAM-SHA-1"),
    OAUTHBEARER("OAUTHBEARER"),
    XOAUTH2("XOAUTH2"),
    CRAM_MD5("CRAM-MD5"),
    PLAIN("PLAIN"),
    LOGIN("LOGIN");

    /** Those that everybody may have; the others want keys or tokens that have to be there. */
    public static final Set<SaslMechanism> USUAL =
            Collections.unmodifiableSet(EnumSet.of(SCRAM_SHA_256_PLUS, SCRAM_SHA_256, PLAIN, LOGIN));

    /** Those for old programs only: what has to be kept of a password for them is easier to guess from. */
    public static final Set<SaslMechanism> OLD =
            Collections.unmodifiableSet(EnumSet.of(SCRAM_SHA_1_PLUS, SCRAM_SHA_1, CRAM_MD5));

    /** Those that show a password, as the commands of IMAP and POP3 do that are older than SASL. */
    public static final Set<SaslMechanism> SHOWING = Collections.unmodifiableSet(EnumSet.of(PLAIN, LOGIN));

    /** Those that prove a password without showing it. */
    public static final Set<SaslMechanism> PROVING = Collections.unmodifiableSet(
            EnumSet.of(SCRAM_SHA_256_PLUS, SCRAM_SHA_256, SCRAM_SHA_1_PLUS, SCRAM_SHA_1, CRAM_MD5));

    /** Those that take a token. */
    public static final Set<SaslMechanism> BY_TOKEN = Collections.unmodifiableSet(EnumSet.of(OAUTHBEARER, XOAUTH2));

    private final String word;

    SaslMechanism(String word) {
        this.word = word;
    }

    /** As protocols write it. */
    public String word() {
        return word;
    }

    /** In any case. RFC 4422 §3.1 has capitals only, but programs are written by people. */
    public static Optional<SaslMechanism> of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equalsIgnoreCase(word))
                .findFirst();
    }

    /**
     * Those of {@code allowed} that make sense on a connection, the best first. None where somebody may listen: even a proof that
     * does not show the password can be guessed at, and the mail would be read all the same.
     */
    public static List<SaslMechanism> offered(Collection<SaslMechanism> allowed, Channel channel) {
        return Arrays.stream(values())
                .filter(each -> channel.confidential() && allowed.contains(each) && each.fits(channel))
                .toList();
    }

    private boolean fits(Channel channel) {
        return switch (this) {
            case EXTERNAL -> channel.certificate().isPresent();
            case SCRAM_SHA_256_PLUS, SCRAM_SHA_1_PLUS -> !channel.bindings().isEmpty();
            default -> true;
        };
    }

    /**
     * Begins a try.
     *
     * @param offered what the client was told, by which it can be seen whether somebody between has hidden the better ones. RFC
     *     5802 §6
     * @param random a secure one
     */
    public <V> SaslExchange<V> begin(
            Judge<V> judge, Channel channel, Collection<SaslMechanism> offered, RandomGenerator random) {
        return switch (this) {
            case PLAIN -> new Plain<>(judge);
            case CRAM_MD5 -> new CramMd5<>(judge, random);
            case LOGIN -> new LoginMechanism<>(judge);
            case EXTERNAL -> new External<>(judge, channel.certificate());
            case OAUTHBEARER -> new BearerToken<>(judge, BearerToken.Form.OAUTHBEARER);
            case XOAUTH2 -> new BearerToken<>(judge, BearerToken.Form.XOAUTH2);
            case SCRAM_SHA_256 ->
                scram(ScramHash.SHA_256, new Binding.None(offered.contains(SCRAM_SHA_256_PLUS)), judge, random);
            case SCRAM_SHA_1 ->
                scram(ScramHash.SHA_1, new Binding.None(offered.contains(SCRAM_SHA_1_PLUS)), judge, random);
            case SCRAM_SHA_256_PLUS -> scram(ScramHash.SHA_256, new Binding.Wanted(channel), judge, random);
            case SCRAM_SHA_1_PLUS -> scram(ScramHash.SHA_1, new Binding.Wanted(channel), judge, random);
        };
    }

    private static <V> SaslExchange<V> scram(ScramHash hash, Binding binding, Judge<V> judge, RandomGenerator random) {
        return new Scram<>(judge, hash, binding, Scram.nonces(random));
    }
}
