package org.mailstead.backing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.mailstead.gateway.VaultException;
import org.mailstead.wire.AtomicFile;

/**
 * The key that seals what opens mailboxes at providers. It is a file of its own beside the store, for this program's user only: who has a copy
 * of the store alone cannot read them.
 */
final class BackingKey {
    static final String NAME = "backing.key";

    private static final int BYTES = 32;

    /** The key in base64 with the end of the line, and room for what an editor adds. */
    private static final long FILE_BYTES = 100;

    private final Path file;
    private final RandomGenerator random;

    /** @param random a secure one */
    BackingKey(Path dataFolder, RandomGenerator random) {
        file = dataFolder.resolve(NAME);
        this.random = random;
    }

    Path file() {
        return file;
    }

    /** @throws VaultException if there is none, or it is damaged */
    synchronized byte[] read() throws VaultException {
        try {
            if (!Files.exists(file)) throw new VaultException("the key file " + file + " is missing");
            if (Files.size(file) <= FILE_BYTES) {
                byte[] key = Base64.getDecoder()
                        .decode(Files.readString(file, StandardCharsets.US_ASCII)
                                .strip());
                if (key.length == BYTES) return key;
            }
        } catch (VaultException e) {
            throw e;
        } catch (IOException e) {
            throw new VaultException(
                    "the key file " + file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new VaultException("the key file " + file + " is damaged");
    }

    /** Made now, if there is none yet. */
    synchronized byte[] readOrMake() throws VaultException {
        if (Files.exists(file)) return read();
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        try {
            AtomicFile.write(file, Base64.getEncoder().encodeToString(key) + "\n", AtomicFile.SECRET);
            return key;
        } catch (IOException e) {
            throw new VaultException("the key file " + file + " cannot be written ("
                    + e.getClass().getSimpleName() + ")");
        }
    }
}
