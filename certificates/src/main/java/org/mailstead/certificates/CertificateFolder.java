package org.mailstead.certificates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.mailstead.wire.AtomicFile;
import org.mailstead.wire.SelfSigned;
import org.mailstead.wire.ServerCertificate;
import org.mailstead.wire.TlsSetupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder with certificates and keys, which only this program may read: for each name a PEM file with its key and chain, the keys
 * of accounts with authorities, and what is remembered of tries.
 */
public final class CertificateFolder {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateFolder.class);

    /** Names of files are made of names of hosts: nothing else gets into one. */
    private static final Pattern HOST = Pattern.compile("[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9])?");

    private static final String PEM = ".pem";
    private static final String PREPARED = "+next.pem";

    /** Bytes of a digest that tell authorities apart. */
    private static final int DIGEST_BYTES = 6;

    private final Path folder;
    private final Clock clock;

    private CertificateFolder(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** For looking only: the folder need not be there. */
    public static CertificateFolder at(Path folder, Clock clock) {
        return new CertificateFolder(folder, clock);
    }

    /** Makes it if it is not there, and takes rights away from others. */
    public static CertificateFolder open(Path folder, Clock clock) {
        try {
            if (!Files.isDirectory(folder)) Files.createDirectories(folder);
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) close(folder);
            return new CertificateFolder(folder, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be used", e);
        }
    }

    private static void close(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
                if (rights.equals(PosixFilePermissions.fromString(AtomicFile.SECRET))) continue;
                LOG.warn("{} could be used by others; now it cannot", file);
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(AtomicFile.SECRET));
            }
        }
    }

    static boolean isHost(String name) {
        return HOST.matcher(name).matches() && !name.contains("..");
    }

    /** Empty if there is none; one that cannot be read is told in the log, and is as good as none. */
    public Optional<ServerCertificate> certificate(String name) {
        return read(name, PEM);
    }

    /** A key for the next certificate, in one that nobody vouches for. */
    public Optional<ServerCertificate> prepared(String name) {
        return read(name, PREPARED);
    }

    private Optional<ServerCertificate> read(String name, String kind) {
        if (!isHost(name)) return Optional.empty();
        Path file = folder.resolve(name + kind);
        if (!Files.exists(file)) return Optional.empty();
        try {
            return Optional.of(ServerCertificate.read(file, file));
        } catch (TlsSetupException e) {
            LOG.warn("a certificate that was kept cannot be used: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * The key for the next certificate of a name: that of the present one, since records in the DNS may name it (DANE); else one that
     * is made now and stays.
     */
    KeyPair key(String name) {
        ServerCertificate holder = certificate(name).or(() -> prepared(name)).orElseGet(() -> {
            ServerCertificate made = SelfSigned.make(List.of(name), clock);
            write(name + PREPARED, made.pem());
            return made;
        });
        return new KeyPair(holder.own().getPublicKey(), holder.key());
    }

    void store(String name, ServerCertificate certificate) {
        write(name + PEM, certificate.pem());
        remove(name + PREPARED);
    }

    /** Takes away what belongs to a name that nobody wants any more. */
    void forget(String name) {
        remove(name + PEM);
        remove(name + PREPARED);
    }

    /** By which we are known to that authority; made now if there is none. */
    KeyPair accountKey(URI directory) {
        Path file = folder.resolve("account-" + digest(directory) + PEM);
        ServerCertificate holder;
        if (Files.exists(file)) holder = ServerCertificate.read(file, file);
        else {
            holder = SelfSigned.make(List.of("acme-account"), clock);
            write(file.getFileName().toString(), holder.pem());
        }
        return new KeyPair(holder.own().getPublicKey(), holder.key());
    }

    private static String digest(URI directory) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(directory.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    List<NameState> states() {
        try {
            Path file = statesFile();
            return Files.exists(file) ? NameState.read(Files.readString(file)) : List.of();
        } catch (IOException e) {
            LOG.warn("what was remembered of tries cannot be read: {}", e.getMessage());
            return List.of();
        }
    }

    void store(List<NameState> states) {
        write(statesFile().getFileName().toString(), NameState.write(states));
    }

    private Path statesFile() {
        return folder.resolve("state.json");
    }

    private void write(String file, String text) {
        try {
            AtomicFile.write(folder.resolve(file), text, AtomicFile.SECRET);
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + folder.resolve(file) + " cannot be written", e);
        }
    }

    private void remove(String file) {
        try {
            Files.deleteIfExists(folder.resolve(file));
        } catch (IOException e) {
            LOG.warn("the file {} cannot be removed: {}", folder.resolve(file), e.getMessage());
        }
    }
}
