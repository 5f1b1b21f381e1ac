package org.mailstead.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The folder with all mail, accounts and keys, held by one process at a time. The lock is the operating system's, so it
 * ends with the process, however that dies.
 */
public final class DataFolder implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Path path;
    private final FileChannel lockFile;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /** Makes the folder, open to its owner only, if it is not there. */
    public static void create(Path path) {
        try {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) Files.createDirectories(parent);
            if (!Files.isDirectory(path)) makePrivate(path);
            for (var below : new Path[] {storeIn(path), tlsIn(path), spoolIn(path)})
                if (!Files.isDirectory(below)) makePrivate(below);
        } catch (FileAlreadyExistsException e) {
            throw new Mistake(
                    "The data folder cannot be made: " + e.getFile() + " is a file. Name another with --data.", e);
        } catch (IOException e) {
            throw cannotUse(path, e);
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix"))
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        else Files.createDirectory(folder);
    }

    /**
     * Takes the folder for this process. A holder without a control door is a command at work, or a server that starts or
     * stops, so that is waited for a little.
     *
     * @throws Mistake if there is no folder, or another process has it
     */
    public static DataFolder take(Path path) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        var taken = tryTake(path);
        while (taken.isEmpty() && !Files.exists(controlIn(path)) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            taken = tryTake(path);
        }
        return taken.orElseThrow(() -> {
            String holder = holder(path).map(pid -> " (process " + pid + ")").orElse("");
            return new Mistake("The data folder " + path + " is in use by another Mailstead" + holder
                    + ". Stop that one first, or name another folder with --data.");
        });
    }

    /** Takes the folder for this process; empty if another process has it. @throws Mistake if there is none */
    public static Optional<DataFolder> tryTake(Path path) {
        if (!Files.isDirectory(path))
            throw new Mistake("There is no data folder " + path
                    + ". Make one with \"mailstead init\", or name another with --data.");
        create(path);
        FileChannel file = null;
        try {
            file = FileChannel.open(lockIn(path), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(file) == null) {
                file.close();
                return Optional.empty();
            }
            // Left by one that was killed: its port may be somebody else's by now.
            Files.deleteIfExists(controlIn(path));
            file.truncate(0);
            file.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return Optional.of(new DataFolder(path, file));
        } catch (IOException e) {
            throw cannotUse(path, e);
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this very process: a test with two servers, or a programming error; either way it is taken.
            return null;
        }
    }

    private static Mistake cannotUse(Path path, IOException e) {
        String why =
                e instanceof AccessDeniedException ? "this user may not write there" : String.valueOf(e.getMessage());
        return new Mistake("The data folder " + path + " cannot be used: " + why + ".", e);
    }

    private static Optional<String> holder(Path path) {
        try {
            String pid = Files.readString(lockIn(path)).strip();
            return pid.isEmpty() ? Optional.empty() : Optional.of(pid);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path lockIn(Path path) {
        return path.resolve("lock");
    }

    private static Path storeIn(Path path) {
        return path.resolve("store");
    }

    private static Path tlsIn(Path path) {
        return path.resolve("tls");
    }

    private static Path spoolIn(Path path) {
        return path.resolve("spool");
    }

    /** Where a server that runs tells other processes how to reach it. */
    public static Path controlIn(Path path) {
        return path.resolve("control.json");
    }

    public Path path() {
        return path;
    }

    public Path store() {
        return storeIn(path);
    }

    /** Messages under way; nothing in it outlives the process. */
    public Path spool() {
        return spoolIn(path);
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
