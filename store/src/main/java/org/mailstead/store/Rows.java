package org.mailstead.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading rows of one partition. */
public interface Rows {
    byte @Nullable [] get(byte[] key);

    /** The values of {@code keys}, in their order, null where there is none. */
    List<byte @Nullable []> getAll(List<byte[]> keys);

    /** Visits the rows of {@code range} in {@code order} until the visitor says stop. */
    void scan(KeyRange range, Order order, RowVisitor visitor);

    default void scan(KeyRange range, RowVisitor visitor) {
        scan(range, Order.ASCENDING, visitor);
    }

    enum Order {
        ASCENDING,
        DESCENDING
    }

    /** Called on the thread that scans, so it may do what that thread may. */
    @FunctionalInterface
    interface RowVisitor {
        /** Returns whether to go on. */
        boolean row(byte[] key, byte[] value);
    }
}
