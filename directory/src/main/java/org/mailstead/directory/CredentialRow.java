package org.mailstead.directory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailstead.sasl.ScramKeys;
import org.mailstead.store.RowReader;
import org.mailstead.store.RowWriter;

/** Rows about what an account is signed in with, beside its own password. Each begins with the number of its form, from 1. */
sealed interface CredentialRow {
    byte[] encode();

    int FORM = 1;

    /**
     * What is kept of an app password: with 79 random bits in it, the keys of SCRAM are as safe as a slow hash. A class, so that nobody
     * prints them by accident. Form 1 ended before the old proofs.
     */
    final class AppPasswordRow implements CredentialRow {
        private static final int WITH_OLD = 2;

        final AppPassword password;
        final int iterations;
        final ScramKeys.Pair pair;
        final OldProofs old;

        AppPasswordRow(AppPassword password, int iterations, ScramKeys.Pair pair, OldProofs old) {
            this.password = password;
            this.iterations = iterations;
            this.pair = pair;
            this.old = old;
        }

        AppPasswordRow with(OldProofs others) {
            return new AppPasswordRow(password, iterations, pair, others);
        }

        @Override
        public byte[] encode() {
            var out = new RowWriter().varint(WITH_OLD).varint(password.number()).string(password.label());
            out.varint(password.uses().size());
            password.uses().stream().sorted().forEach(use -> out.string(use.name()));
            out.varint(password.made().getEpochSecond()).bool(password.expires().isPresent());
            password.expires().ifPresent(end -> out.varint(end.getEpochSecond()));
            out.varint(iterations).bytes(pair.stored()).bytes(pair.server());
            old.write(out);
            return out.toBytes();
        }

        static AppPasswordRow decode(byte[] row) {
            return DirectoryRow.read(row, WITH_OLD, (in, form) -> {
                long number = in.varint();
                String label = in.string();
                Set<Use> uses = uses(in);
                Instant made = Instant.ofEpochSecond(in.varint());
                Optional<Instant> expires =
                        in.bool() ? Optional.of(Instant.ofEpochSecond(in.varint())) : Optional.empty();
                var password = new AppPassword(number, label, uses, made, expires);
                int iterations = in.count();
                var pair = new ScramKeys.Pair(in.bytes(), in.bytes());
                return new AppPasswordRow(
                        password, iterations, pair, form < WITH_OLD ? OldProofs.NONE : OldProofs.read(in));
            });
        }
    }

    private static Set<Use> uses(RowReader in) {
        var uses = EnumSet.noneOf(Use.class);
        for (int n = in.count(); n > 0; n--) uses.add(Use.valueOf(in.string()));
        return uses;
    }

    /**
     * The second factor: codes that change with time. A class, so that nobody prints it by accident.
     */
    final class SecondFactorRow implements CredentialRow {
        final byte[] secret;
        /** Whether the person has shown that the codes are there; until then nothing asks for them. */
        final boolean on;
        /** The step of the code used last: none lets in twice. RFC 6238 §5.2 */
        final long lastStep;
        /** Digests of the codes for when the telephone is lost, each good once. */
        final List<byte[]> recovery;

        SecondFactorRow(byte[] secret, boolean on, long lastStep, List<byte[]> recovery) {
            this.secret = secret;
            this.on = on;
            this.lastStep = lastStep;
            this.recovery = List.copyOf(recovery);
        }

        @Override
        public byte[] encode() {
            var out = new RowWriter()
                    .varint(FORM)
                    .bytes(secret)
                    .bool(on)
                    .varint(lastStep)
                    .varint(recovery.size());
            recovery.forEach(out::bytes);
            return out.toBytes();
        }

        static SecondFactorRow decode(byte[] row) {
            return DirectoryRow.read(row, in -> {
                byte[] secret = in.bytes();
                boolean on = in.bool();
                long lastStep = in.varint();
                var recovery = new ArrayList<byte[]>();
                for (int n = in.count(); n > 0; n--) recovery.add(in.bytes());
                return new SecondFactorRow(secret, on, lastStep, recovery);
            });
        }
    }

    /** A link to set up devices by that nobody has used. */
    record InviteRow(Instant until) implements CredentialRow {
        boolean isOver(Instant now) {
            return !now.isBefore(until);
        }

        @Override
        public byte[] encode() {
            return new RowWriter().varint(FORM).varint(until.getEpochSecond()).toBytes();
        }

        static InviteRow decode(byte[] row) {
            return DirectoryRow.read(row, in -> new InviteRow(Instant.ofEpochSecond(in.varint())));
        }
    }
}
