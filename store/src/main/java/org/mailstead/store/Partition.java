package org.mailstead.store;

/**
 * The name of one unit of storage: an account, the directory, a queue shard.
 *
 * @param kind what sort of thing lives there, 1 to 16 characters out of {@code a-z}
 * @param id which one, 1 to 40 characters out of {@code a-z 0-9 -}
 */
public record Partition(String kind, String id) {
    public Partition {
        if (!kind.matches("[a-z]{1,16}")) throw new IllegalArgumentException("partition kind: " + kind);
        if (!id.matches("[a-z0-9-]{1,40}")) throw new IllegalArgumentException("partition id: " + id);
    }

    @Override
    public String toString() {
        return kind + "/" + id;
    }
}
