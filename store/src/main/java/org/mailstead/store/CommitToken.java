package org.mailstead.store;

import java.util.random.RandomGenerator;

/** Sixteen bytes that name one attempt to commit, by which an engine can find out later whether it took place. */
public record CommitToken(long high, long low) {
    public static CommitToken next(RandomGenerator random) {
        return new CommitToken(random.nextLong(), random.nextLong());
    }
}
