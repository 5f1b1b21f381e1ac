package org.mailstead.store.rocksdb;

import java.nio.file.Path;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;
import org.mailstead.store.StoreFault;
import org.rocksdb.RocksDBException;

/**
 * The database while it is open. Using a closed one would end the process, so every use goes through here; closing
 * waits until the last use is over. After a failed write it can be opened anew beneath its users: RocksDB refuses
 * everything until then, and its Java interface has no other way back.
 */
final class LiveDatabase implements AutoCloseable {
    private final Path folder;
    private final RocksSettings settings;
    private final StampedLock lock = new StampedLock();
    private @Nullable Database database;
    private String whyNot = "the store is closed";
    private long spaceLimit;

    LiveDatabase(Path folder, RocksSettings settings) throws RocksDBException {
        this.folder = folder;
        this.settings = settings;
        this.database = Database.open(folder, settings);
    }

    /** One use; must be short when the caller is a virtual thread. */
    <T extends @Nullable Object> T use(Use<T> use) {
        long stamp = lock.readLock();
        try {
            return use.of(open());
        } catch (RocksDBException e) {
            throw new StoreFault("the store in " + folder + " failed: " + e.getMessage(), e);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** A write, whose failure the caller deals with. */
    void write(Write write) throws RocksDBException {
        long stamp = lock.readLock();
        try {
            write.to(open());
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** Closes and opens the database; readers wait meanwhile. If that fails, it stays closed until this works. */
    void reopen() throws RocksDBException {
        long stamp = lock.writeLock();
        try {
            if (database != null) database.close();
            database = null;
            whyNot = "the store in " + folder + " failed and could not be opened again yet";
            database = Database.open(folder, settings);
            database.limitSpace(spaceLimit);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** See {@link Database#limitSpace}; holds also for a database opened later. */
    void limitSpace(long bytes) {
        long stamp = lock.writeLock();
        try {
            spaceLimit = bytes;
            if (database != null) database.limitSpace(bytes);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    @Override
    public void close() {
        long stamp = lock.writeLock();
        try {
            if (database != null) database.close();
            database = null;
            whyNot = "the store is closed";
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    private Database open() {
        if (database == null) throw new StoreFault(whyNot);
        return database;
    }

    @FunctionalInterface
    interface Use<T extends @Nullable Object> {
        T of(Database database) throws RocksDBException;
    }

    @FunctionalInterface
    interface Write {
        void to(Database database) throws RocksDBException;
    }
}
