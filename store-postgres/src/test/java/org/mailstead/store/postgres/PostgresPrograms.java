package org.mailstead.store.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Where PostgreSQL's programs are: Debian's, those on the path, or else those of a library, which are unpacked. */
final class PostgresPrograms {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final String LIBRARY = "/postgres-linux-x86_64.txz";

    private PostgresPrograms() {}

    /** The folder with {@code initdb} and the others. */
    static Path find(Path unpackInto) throws IOException {
        Optional<Path> installed = debian().or(PostgresPrograms::onPath);
        if (installed.isPresent()) return installed.get();
        try (InputStream library = PostgresPrograms.class.getResourceAsStream(LIBRARY)) {
            if (library == null)
                throw new AssertionError(
                        "PostgreSQL is needed for these tests and was not found. Debian: sudo apt install postgresql. macOS: brew install postgresql");
            unpack(library, unpackInto);
            return unpackInto.resolve("bin");
        }
    }

    private static Optional<Path> debian() {
        if (!Files.isDirectory(DEBIAN)) return Optional.empty();
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.filter(each -> NUMBER.matcher(name(each)).matches())
                    .filter(each -> Files.isExecutable(each.resolve("bin/initdb")))
                    .max(Comparator.comparingInt(each -> Integer.parseInt(name(each))))
                    .map(each -> each.resolve("bin"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static Optional<Path> onPath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(Path::of)
                .filter(each -> Files.isExecutable(each.resolve("initdb")))
                .findFirst();
    }

    static void unpack(InputStream packed, Path into) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path at = into.resolve(entry.getName()).normalize();
                if (!at.startsWith(into)) throw new IOException("a name that leads out: " + entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(at);
                    continue;
                }
                Files.createDirectories(at.getParent() == null ? into : at.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(at, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, at);
                    if ((entry.getMode() & 0100) != 0) at.toFile().setExecutable(true, false);
                }
            }
        }
    }
}
