package org.mailstead.gateway;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.mailstead.wire.AtomicFile;

/**
 * Keeps the secrets of one account in a file, sealed for a random key; and that key once for each password of a program, sealed with a key
 * made of the password. So whoever has one of the passwords can read it all, and nobody else: the passwords themselves are not kept. To
 * put other secrets in, none of them is needed, so that a person can sign in again without knowing what stands in the programs.
 *
 * <p>Each change reads the file anew under a lock, since a command may change it while the gateway runs. One object for each file in a
 * process.
 */
final class Vault {
    /** Characters of a label. */
    static final int LABEL = 60;

    private final Path file;
    private final String account;
    private final KeyCost cost;
    private final RandomGenerator random;

    /** What opens the secrets. Lives in memory only. */
    record DataKey(byte[] bytes) {
        /** Not the key: this may end up in a log. */
        @Override
        public String toString() {
            return "a key";
        }
    }

    /**
     * @param account its address, which the file has to be of
     * @param random a secure one
     */
    Vault(Path file, String account, KeyCost cost, RandomGenerator random) {
        this.file = file;
        this.account = account;
        this.cost = cost;
        this.random = random;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** Whether it can be read, and a password opens it. */
    boolean isWhole() {
        try {
            return exists() && !labels().isEmpty();
        } catch (VaultException e) {
            return false;
        }
    }

    /** Changes whenever the file does; empty if there is none. */
    String stamp() {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.fileKey() + " " + attributes.lastModifiedTime() + " " + attributes.size();
        } catch (IOException e) {
            return "";
        }
    }

    /** Writes a new one in place of whatever is there; no password opens it yet. */
    synchronized DataKey begin(Secrets secrets) throws VaultException {
        byte[] salt = new byte[KeyCost.SALT_BYTES];
        byte[] key = new byte[SealedBox.KEY_BYTES];
        random.nextBytes(salt);
        random.nextBytes(key);
        var fresh = new VaultFile(account, cost, salt, SealedBox.publicKey(key), List.of(), new byte[0]);
        underLock(() -> write(fresh.with(sealed(fresh, secrets))));
        return new DataKey(key);
    }

    /**
     * Takes as long as {@link KeyCost} says.
     *
     * @return empty if the password opens nothing
     */
    Optional<Opened> open(String password) throws VaultException {
        VaultFile read = read();
        byte[] key = read.cost().key(LocalPassword.canonical(password), read.salt());
        for (VaultFile.Wrapped each : read.keys()) {
            Optional<byte[]> data = Sealed.open(key, each.key(), read.aboutKey(each.label()));
            if (data.isPresent()) return Optional.of(new Opened(each.label(), new DataKey(data.get())));
        }
        return Optional.empty();
    }

    /** @param label of the program whose password it was */
    record Opened(String label, DataKey key) {}

    Secrets secrets(DataKey key) throws VaultException {
        return secrets(read(), key);
    }

    private Secrets secrets(VaultFile read, DataKey key) throws VaultException {
        byte[] plain = SealedBox.open(key.bytes(), read.secrets(), read.aboutSecrets())
                .orElseThrow(() -> failed("was tampered with, or was made anew"));
        return Secrets.read(plain);
    }

    synchronized void keep(Secrets secrets) throws VaultException {
        underLock(() -> {
            VaultFile read = read();
            write(read.with(sealed(read, secrets)));
        });
    }

    /** Lets another password open it, in place of one with the same label. */
    synchronized void add(DataKey key, String label, String password) throws VaultException {
        if (label.isBlank() || label.length() > LABEL)
            throw new VaultException("cannot have a password for \"" + TokenAnswer.line(label)
                    + "\": a program's name has 1 to " + LABEL + " characters");
        underLock(() -> {
            VaultFile read = read();
            secrets(read, key);
            var keys = new ArrayList<>(read.keys());
            keys.removeIf(each -> each.label().equals(label));
            if (keys.size() >= VaultFile.MOST_KEYS)
                throw failed("has " + VaultFile.MOST_KEYS + " passwords already: take one back first");
            byte[] made = read.cost().key(LocalPassword.canonical(password), read.salt());
            keys.add(new VaultFile.Wrapped(label, Sealed.close(made, key.bytes(), read.aboutKey(label), random)));
            write(read.with(keys));
        });
    }

    /** Needs no key. Who has the password and an old copy of the file can still read what was in it then. */
    synchronized boolean remove(String label) throws VaultException {
        var removed = new boolean[1];
        underLock(() -> {
            VaultFile read = read();
            var keys = new ArrayList<>(read.keys());
            removed[0] = keys.removeIf(each -> each.label().equals(label));
            if (removed[0]) write(read.with(keys));
        });
        return removed[0];
    }

    List<String> labels() throws VaultException {
        return read().keys().stream().map(VaultFile.Wrapped::label).toList();
    }

    private byte[] sealed(VaultFile file, Secrets secrets) throws VaultException {
        try {
            return SealedBox.close(file.publicKey(), secrets.write(), file.aboutSecrets(), random);
        } catch (IllegalStateException e) {
            throw failed("was tampered with: its key is none");
        }
    }

    private VaultFile read() throws VaultException {
        try {
            if (Files.size(file) > VaultFile.MOST_BYTES) throw failed("is no vault: it is too large");
            VaultFile read = VaultFile.parse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            if (!read.account().equals(account)) throw failed("is that of " + TokenAnswer.line(read.account()));
            return read;
        } catch (VaultException e) {
            String why = String.valueOf(e.getMessage());
            throw why.startsWith("The vault") ? e : failed(why);
        } catch (IOException e) {
            throw failed("cannot be read: " + e.getMessage());
        }
    }

    private void write(VaultFile changed) throws VaultException {
        try {
            AtomicFile.write(file, changed.print(), AtomicFile.SECRET);
        } catch (IOException e) {
            throw failed("cannot be written: " + e.getMessage());
        }
    }

    private interface Work {
        void run() throws VaultException;
    }

    private void underLock(Work work) throws VaultException {
        Path beside = file.resolveSibling(file.getFileName() + ".lock");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (var channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                if (lock.isValid()) work.run();
            }
        } catch (VaultException e) {
            throw e;
        } catch (IOException e) {
            throw failed("cannot be locked: " + e.getMessage());
        }
    }

    private VaultException failed(String why) {
        return new VaultException("The vault " + file + " " + why
                + ". If that cannot be mended, sign in again: mailstead gateway add " + account);
    }
}
