package org.mailstead.directory;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mailstead.directory.CredentialRow.AppPasswordRow;
import org.mailstead.directory.DirectoryRow.ScramRow;
import org.mailstead.sasl.CramKey;
import org.mailstead.sasl.ScramHash;
import org.mailstead.sasl.ScramKeys;
import org.mailstead.store.Rows;

/**
 * All that somebody can sign in with, as of one moment.
 *
 * @param secondFactor whether mail programs have to have an app password or a token
 */
record Person(Found found, Optional<ScramRow> scram, List<AppPasswordRow> appPasswords, boolean secondFactor) {
    static Person of(Rows rows, Found found) {
        AccountId id = found.account().id();
        return new Person(
                found,
                Passwords.scram(rows, id),
                AppPasswords.of(rows, id),
                SecondFactors.of(rows, id).filter(row -> row.on).isPresent());
    }

    Account account() {
        return found.account();
    }

    AccountId id() {
        return found.account().id();
    }

    /** Whether a directory elsewhere knows the password. */
    boolean isElsewhere() {
        return !found.row().hasPassword();
    }

    /** Which of an account's passwords. */
    sealed interface Credential {
        /** What is kept of it, which changes with it. */
        String kept();
    }

    record Own(String kept) implements Credential {}

    record OfDevice(AppPassword password, String kept) implements Credential {
        OfDevice(AppPasswordRow row) {
            this(row.password, Base64.getEncoder().encodeToString(row.pair.stored()));
        }
    }

    Own own() {
        return new Own(found.row().passwordHash());
    }

    /** @param key by which somebody proves to have it */
    record Provable<K>(Credential credential, K key) {}

    /** Those that can be proved to somebody who was told of so many iterations. */
    List<Provable<ScramKeys.Pair>> provable(ScramHash hash, int iterations) {
        return switch (hash) {
            case SHA_256 ->
                provable(row -> row.sha256, row -> of(row, iterations).map(it -> it.pair));
            case SHA_1 ->
                provable(row -> row.old.sha1, row -> of(row, iterations).flatMap(it -> it.old.sha1));
        };
    }

    private static Optional<AppPasswordRow> of(AppPasswordRow row, int iterations) {
        return Optional.of(row).filter(it -> it.iterations == iterations);
    }

    /** Those that can be proved by CRAM-MD5. */
    List<Provable<CramKey>> provableByCram() {
        return provable(row -> row.old.cramMd5, row -> row.old.cramMd5);
    }

    private <K> List<Provable<K>> provable(
            Function<ScramRow, Optional<K>> ofOwn, Function<AppPasswordRow, Optional<K>> ofDevice) {
        var all = new ArrayList<Provable<K>>();
        scram.flatMap(ofOwn).ifPresent(key -> all.add(new Provable<>(own(), key)));
        for (AppPasswordRow row : appPasswords)
            ofDevice.apply(row).ifPresent(key -> all.add(new Provable<>(new OfDevice(row), key)));
        return all;
    }

    /** The one of which {@code kept} is kept, if there still is one. */
    Optional<Credential> credential(String kept) {
        if (own().kept().equals(kept)) return Optional.of(own());
        return appPasswords.stream()
                .map(OfDevice::new)
                .filter(each -> each.kept().equals(kept))
                .map(Credential.class::cast)
                .findFirst();
    }
}
