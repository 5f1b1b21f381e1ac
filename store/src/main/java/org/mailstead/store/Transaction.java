package org.mailstead.store;

/**
 * Reads and changes of one partition that take effect together. Reads see the changes made before them. The work that
 * uses it may run more than once, so it must have no other effect than through this object and its return value.
 */
public interface Transaction extends Rows {
    /** The version the partition will have when this is committed: the change number of everything written here. */
    long changeNumber();

    /**
     * Which piece of work this is inside the commit, from 0: several waiting ones are merged into one, and
     * (change number, ordinal) is unique.
     */
    int ordinal();

    void put(byte[] key, byte[] value);

    void delete(byte[] key);

    void deleteRange(KeyRange range);
}
