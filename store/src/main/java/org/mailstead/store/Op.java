package org.mailstead.store;

/** One change inside a commit. Later operations of a commit win over earlier ones on the same key. */
public sealed interface Op {
    record Put(byte[] key, byte[] value) implements Op {}

    record Delete(byte[] key) implements Op {}

    /** Deletes every key of the range, those put earlier in the same commit included. */
    record DeleteRange(KeyRange range) implements Op {}
}
