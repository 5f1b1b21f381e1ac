package org.mailstead.reports;

import org.mailstead.store.KeyReader;

/**
 * What one report is about.
 *
 * @param domain in ASCII
 */
record DomainDay(Day day, String domain) {
    static DomainDay ofHead(byte[] key) {
        var in = new KeyReader(key);
        in.u8();
        return new DomainDay(new Day(in.u32()), in.string());
    }
}
