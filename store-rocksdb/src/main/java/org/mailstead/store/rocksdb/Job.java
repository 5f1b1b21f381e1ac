package org.mailstead.store.rocksdb;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.mailstead.store.StoreFault;
import org.rocksdb.RocksDBException;

/** One caller waiting for the committer. */
final class Job<T> {
    final GroupWork<T> work;
    private final Thread caller = Thread.currentThread();
    private @Nullable T result;
    private @Nullable Throwable failure;
    private volatile boolean done;

    Job(GroupWork<T> work) {
        this.work = work;
    }

    /** Runs the work; if it fails, what it wrote is taken back and only its own caller hears of it. */
    void decide(Group group) {
        try {
            group.save();
            result = work.addTo(group);
            group.keep();
        } catch (RocksDBException | RuntimeException e) {
            failure = e;
            group.takeBack();
        }
    }

    void finish() {
        done = true;
        LockSupport.unpark(caller);
    }

    void fail(Throwable cause) {
        if (done) return;
        if (failure == null) failure = cause;
        finish();
    }

    T await() {
        boolean interrupted = false;
        while (!done) {
            LockSupport.park(this);
            if (Thread.interrupted()) interrupted = true;
        }
        if (interrupted) caller.interrupt();
        // Made anew, so that its trace shows the caller and not only the committer.
        if (failure != null) throw new StoreFault(String.valueOf(failure.getMessage()), failure);
        if (result == null) throw new StoreFault("the committer gave no answer");
        return result;
    }
}
