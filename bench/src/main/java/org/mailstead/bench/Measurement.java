package org.mailstead.bench;

/** One thing to measure; prints its result lines itself. */
@FunctionalInterface
interface Measurement {
    void run(Settings settings) throws Exception;
}
