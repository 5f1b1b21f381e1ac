package org.mailstead.store;

/** What became of a commit. An unknown outcome never leaves an engine: it settles it by the token or throws. */
public sealed interface Commit {
    /** On stable storage; the partition is now at {@code newVersion}. */
    record Done(long newVersion) implements Commit {}

    /** Nothing was written: the partition had moved on to {@code currentVersion}. */
    record Conflict(long currentVersion) implements Commit {}
}
