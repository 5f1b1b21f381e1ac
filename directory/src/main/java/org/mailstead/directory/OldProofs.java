package org.mailstead.directory;

import java.util.Optional;
import java.util.Set;
import org.mailstead.sasl.CramKey;
import org.mailstead.sasl.PreparationException;
import org.mailstead.sasl.SaslMechanism;
import org.mailstead.sasl.ScramHash;
import org.mailstead.sasl.ScramKeys;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;

/**
 * What is kept of a password for programs that know only old mechanisms, as long as these are switched on. A class, so that nobody prints
 * it by accident.
 */
final class OldProofs {
    static final OldProofs NONE = new OldProofs(Optional.empty(), Optional.empty());

    final Optional<ScramKeys.Pair> sha1;
    final Optional<CramKey> cramMd5;

    private OldProofs(Optional<ScramKeys.Pair> sha1, Optional<CramKey> cramMd5) {
        this.sha1 = sha1;
        this.cramMd5 = cramMd5;
    }

    /** Which of them are wanted. */
    record Kinds(boolean sha1, boolean cramMd5) {
        static final Kinds NONE = new Kinds(false, false);

        static Kinds of(Set<SaslMechanism> mechanisms) {
            return new Kinds(
                    mechanisms.contains(SaslMechanism.SCRAM_SHA_1)
                            || mechanisms.contains(SaslMechanism.SCRAM_SHA_1_PLUS),
                    mechanisms.contains(SaslMechanism.CRAM_MD5));
        }
    }

    /**
     * Takes as long as the iterations are many, where SCRAM is wanted.
     *
     * @param salt and {@code iterations} are those of the newer keys: a client is told them before it says which it uses
     */
    static OldProofs of(String password, byte[] salt, int iterations, Kinds kinds) throws PreparationException {
        return new OldProofs(
                kinds.sha1
                        ? Optional.of(ScramKeys.Pair.of(password, salt, iterations, ScramHash.SHA_1))
                        : Optional.empty(),
                kinds.cramMd5 ? Optional.of(CramKey.of(password)) : Optional.empty());
    }

    /** Whether what is wanted is there, and nothing else. */
    boolean are(Kinds kinds) {
        return sha1.isPresent() == kinds.sha1 && cramMd5.isPresent() == kinds.cramMd5;
    }

    /** Whether there is more than what is wanted. */
    boolean exceed(Kinds kinds) {
        return (sha1.isPresent() && !kinds.sha1) || (cramMd5.isPresent() && !kinds.cramMd5);
    }

    /** Without what is not wanted. */
    OldProofs only(Kinds kinds) {
        return new OldProofs(sha1.filter(_ -> kinds.sha1), cramMd5.filter(_ -> kinds.cramMd5));
    }

    void write(RowWriter out) {
        out.bool(sha1.isPresent());
        sha1.ifPresent(pair -> out.bytes(pair.stored()).bytes(pair.server()));
        out.bool(cramMd5.isPresent());
        cramMd5.ifPresent(key -> out.bytes(key.inner()).bytes(key.outer()));
    }

    static OldProofs read(RowReader in) {
        Optional<ScramKeys.Pair> sha1 =
                in.bool() ? Optional.of(new ScramKeys.Pair(in.bytes(), in.bytes())) : Optional.empty();
        if (!in.bool()) return new OldProofs(sha1, Optional.empty());
        byte[] inner = in.bytes();
        byte[] outer = in.bytes();
        if (inner.length != CramKey.BYTES || outer.length != CramKey.BYTES)
            throw DirectoryRow.damaged("a key for CRAM-MD5 that is none");
        return new OldProofs(sha1, Optional.of(new CramKey(inner, outer)));
    }
}
