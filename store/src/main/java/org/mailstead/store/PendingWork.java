package org.mailstead.store;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One caller of {@link PartitionWriter} with its work, from the call to the outcome. */
final class PendingWork<T extends @Nullable Object> {
    /** Set while a thread runs work, of whichever caller: writing from inside would wait for itself. */
    private static final ThreadLocal<@Nullable Partition> RUNNING = new ThreadLocal<>();

    private final Partition partition;
    private final Function<Transaction, T> work;
    private final Thread caller = Thread.currentThread();
    private boolean interrupted;

    // Written by the leader, read by the caller after it saw the state: the volatile field orders them.
    private volatile State state = State.WAITING;
    private PartitionWriter.@Nullable Written<T> written;
    private @Nullable Throwable failure;
    private @Nullable Thread ranOn;

    // Touched by the leader only.
    private @Nullable T result;
    private Overlay.@Nullable Piece piece;
    private int conflicts;

    PendingWork(Partition partition, Function<Transaction, T> work) {
        this.partition = partition;
        this.work = work;
    }

    static void refuseNested() {
        Partition running = RUNNING.get();
        if (running != null) {
            throw new IllegalStateException(
                    "a work on " + running + " tried to write: it may only use its transaction");
        }
    }

    /** Waits for an outcome or to be made the leader; returns whether it is to lead. */
    boolean awaitTurn() {
        while (state == State.WAITING) {
            LockSupport.park(this);
            takeInterrupt();
        }
        return state == State.LEADING;
    }

    /** While work of others runs on this thread, an interrupt meant for its own must not hit them. */
    void takeInterrupt() {
        if (Thread.interrupted()) interrupted = true;
    }

    void restoreInterrupt() {
        if (interrupted) caller.interrupt();
    }

    void makeLeader() {
        state = State.LEADING;
        LockSupport.unpark(caller);
    }

    boolean isSettled() {
        return state == State.SETTLED;
    }

    /** Runs the work over what is there; its failure is kept until it is known to rest on what is committed. */
    Overlay.Piece run(Overlay overlay) {
        Overlay.Piece mine = overlay.begin();
        piece = mine;
        ranOn = Thread.currentThread();
        failure = null;
        RUNNING.set(partition);
        try {
            result = work.apply(mine);
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            RUNNING.remove();
            mine.end();
        }
        if (mine.overflow() != null) failure = mine.overflow();
        if (failure != null) mine.takeBack();
        return mine;
    }

    boolean failed() {
        return failure != null;
    }

    /** How often a commit with this work in it met a conflict. */
    int countConflict() {
        return ++conflicts;
    }

    /** The commit it was run for took place, or was not needed. */
    @SuppressWarnings("NullAway") // result is null only where T allows it
    void settle(long versionRead, long versionWritten) {
        boolean wrote = piece != null && piece.wrote();
        if (failure == null) written = new PartitionWriter.Written<>(result, wrote ? versionWritten : versionRead);
        settled();
    }

    /** The engine failed. A failure of its own that rests on committed rows alone stays what the caller is told. */
    void settle(Throwable fault) {
        boolean own = failure != null && piece != null && piece.sawOnlyCommitted();
        if (!own) failure = new StoreFault(partition + " was not written: " + fault.getMessage(), fault);
        settled();
    }

    private void settled() {
        state = State.SETTLED;
        LockSupport.unpark(caller);
    }

    PartitionWriter.Written<T> outcome() {
        if (written != null) return written;
        Throwable thrown = failure == null ? new StoreFault(partition + ": no outcome") : failure;
        // Run by another caller's thread, the trace ends in that caller's code; say where this one came from.
        if (ranOn != caller) thrown.addSuppressed(new CalledFrom(partition, caller));
        throw PendingWork.<RuntimeException>unchecked(thrown);
    }

    /** The work is a Function, so what it throws is unchecked unless somebody cheated, and then the caller knows. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }

    private enum State {
        WAITING,
        LEADING,
        SETTLED
    }

    /** Not a failure: the stack of the caller whose work failed on another thread. */
    private static final class CalledFrom extends Throwable {
        CalledFrom(Partition partition, Thread caller) {
            super("the work on " + partition + " was handed in by " + caller);
        }
    }
}
