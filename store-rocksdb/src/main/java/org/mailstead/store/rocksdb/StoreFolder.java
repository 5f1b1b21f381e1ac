package org.mailstead.store.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailstead.store.StoreOpenException;

/**
 * The folder of a store: {@code lock} (held while in use, with the process id inside), {@code format} (what it is and
 * of which version, readable by a person) and {@code rocks} (the database).
 *
 * <p>{@code format} is written last when a store is made, so that where it is, a whole store was.
 */
final class StoreFolder implements AutoCloseable {
    /** The on-disk format this program reads and writes. Raise it with every change older programs cannot read. */
    static final int FORMAT = 1;

    private static final String FORMAT_FILE = "format";
    private static final String FORMAT_FILE_NEW = "format.new";
    private static final String DATABASE = "rocks";
    private static final String LOCK = "lock";
    private static final Set<String> UNFINISHED = Set.of(LOCK, DATABASE, FORMAT_FILE_NEW, "probe");
    private static final Pattern FORMAT_LINE = Pattern.compile("mailstead store format ([0-9]{1,9})\\s*");

    private final Path folder;
    private final FileChannel lockFile;
    private final FileLock lock;

    private StoreFolder(Path folder, FileChannel lockFile, FileLock lock) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** Takes the folder for this process and makes sure that it is a store of ours or can become one. */
    static StoreFolder take(Path folder) {
        try {
            Files.createDirectories(folder);
            refuseForeign(folder);
            StoreFolder taken = lock(folder);
            try {
                taken.checkFormat();
                return taken;
            } catch (RuntimeException | IOException e) {
                taken.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StoreOpenException(
                    "The store folder " + folder + " cannot be used: " + reason(e)
                            + ". Check that it is a folder and that this user may write there.",
                    e);
        }
    }

    static String reason(IOException e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
    }

    Path database() {
        return folder.resolve(DATABASE);
    }

    boolean isNew() {
        return !Files.exists(folder.resolve(FORMAT_FILE));
    }

    /** Marks the store as whole; after its database is. */
    void finish() {
        try {
            Path unfinished = folder.resolve(FORMAT_FILE_NEW);
            byte[] line = ("mailstead store format " + FORMAT + "\n").getBytes(StandardCharsets.US_ASCII);
            try (FileChannel out = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                writeAll(out, line);
                out.force(true);
            }
            Files.move(unfinished, folder.resolve(FORMAT_FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StoreOpenException("The store in " + folder + " could not be finished: " + reason(e), e);
        }
    }

    /** What to say of a format this program does not know. */
    static StoreOpenException unknownFormat(Path folder, long found) {
        String advice = found > FORMAT
                ? "Start a Mailstead that is at least as new as the one that wrote it."
                : "Restore it from a backup; no released Mailstead wrote that format.";
        return new StoreOpenException("The store in %s has format %d, and this Mailstead knows format %d. %s"
                .formatted(folder, found, FORMAT, advice));
    }

    private static void refuseForeign(Path folder) throws IOException {
        if (Files.exists(folder.resolve(FORMAT_FILE))) return;
        List<String> foreign;
        try (Stream<Path> entries = Files.list(folder)) {
            foreign = entries.map(each -> each.getFileName().toString())
                    .filter(name -> !UNFINISHED.contains(name))
                    .sorted()
                    .limit(3)
                    .toList();
        }
        if (foreign.isEmpty()) return;
        throw new StoreOpenException(
                "The folder %s is not a Mailstead store: it holds %s and no file named %s. Name an empty folder or one that Mailstead made."
                        .formatted(folder, String.join(", ", foreign), FORMAT_FILE));
    }

    private static StoreFolder lock(Path folder) throws IOException {
        Path path = folder.resolve(LOCK);
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = tryLock(file);
            if (lock == null) throw inUse(folder, file);
            file.truncate(0);
            writeAll(file, (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII));
            return new StoreFolder(folder, file, lock);
        } finally {
            if (lock == null) file.close();
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this very process.
            return null;
        }
    }

    private static StoreOpenException inUse(Path folder, FileChannel file) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(20);
        file.read(content, 0);
        String pid = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII).strip();
        String who = pid.matches("[0-9]+") ? "process " + pid : "another process";
        return new StoreOpenException(
                "The store in %s is in use by %s. Stop that one, or name another folder.".formatted(folder, who));
    }

    private void checkFormat() throws IOException {
        Path path = folder.resolve(FORMAT_FILE);
        if (!Files.exists(path)) return;
        byte[] start = new byte[64];
        int count;
        try (var in = Files.newInputStream(path)) {
            count = in.readNBytes(start, 0, start.length);
        }
        Matcher line = FORMAT_LINE.matcher(new String(start, 0, count, StandardCharsets.ISO_8859_1));
        if (!line.matches()) {
            throw new StoreOpenException(
                    "The folder %s is not a Mailstead store: its file %s says something else. Name an empty folder or one that Mailstead made."
                            .formatted(folder, FORMAT_FILE));
        }
        int found = Integer.parseInt(line.group(1));
        if (found != FORMAT) throw unknownFormat(folder, found);
        if (!Files.exists(database().resolve("CURRENT"))) {
            throw new StoreOpenException("The store in %s has lost its database %s. Restore the folder from a backup."
                    .formatted(folder, database()));
        }
    }

    private static void writeAll(FileChannel out, byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) out.write(left);
    }

    /** The lock file stays: removing it would let two processes lock two files of one name. */
    @Override
    public void close() {
        try {
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            throw new StoreOpenException("the lock of " + folder + " could not be released: " + reason(e), e);
        }
    }
}
