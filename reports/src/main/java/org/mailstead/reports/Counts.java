package org.mailstead.reports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.mailstead.store.KeyRange;
import org.mailstead.store.KeyWriter;

/** Keys of rows that are counted by day and domain: one that heads a domain's day, and those below it. */
final class Counts {
    /** Of a hash: among a million kinds none is like another by chance. */
    private static final int HASH = 16;

    private static final int HEAD = 'H';
    private static final int ROW = 'R';
    private static final int REPORT = 'M';

    static final KeyRange HEADS = KeyRange.prefix(new byte[] {HEAD});

    private Counts() {}

    static byte[] head(Day day, String domain) {
        return new KeyWriter().u8(HEAD).u32(day.number()).string(domain).toBytes();
    }

    static KeyRange heads(Day day) {
        return KeyRange.prefix(new KeyWriter().u8(HEAD).u32(day.number()).toBytes());
    }

    static byte[] row(Day day, String domain, byte[] kind) {
        return new KeyWriter()
                .u8(ROW)
                .u32(day.number())
                .string(domain)
                .bytes(hash(kind))
                .toBytes();
    }

    static KeyRange rows(Day day, String domain) {
        return KeyRange.prefix(
                new KeyWriter().u8(ROW).u32(day.number()).string(domain).toBytes());
    }

    /** What one mail of others told. */
    static byte[] report(Day day, String domain, byte[] hash) {
        return new KeyWriter()
                .u8(REPORT)
                .u32(day.number())
                .string(domain)
                .bytes(hash)
                .toBytes();
    }

    static KeyRange reports(Day day, String domain) {
        return KeyRange.prefix(
                new KeyWriter().u8(REPORT).u32(day.number()).string(domain).toBytes());
    }

    /** Of all domains, from one day to another, both included. */
    static KeyRange reports(Day from, Day to) {
        return new KeyRange(
                new KeyWriter().u8(REPORT).u32(from.number()).toBytes(),
                new KeyWriter().u8(REPORT).u32(to.number() + 1).toBytes());
    }

    static KeyRange reportsBefore(Day day) {
        return new KeyRange(
                new byte[] {REPORT},
                new KeyWriter().u8(REPORT).u32(day.number()).toBytes());
    }

    /** Everything of days before one. */
    static KeyRange headsBefore(Day day) {
        return new KeyRange(
                new byte[] {HEAD}, new KeyWriter().u8(HEAD).u32(day.number()).toBytes());
    }

    static KeyRange rowsBefore(Day day) {
        return new KeyRange(
                new byte[] {ROW}, new KeyWriter().u8(ROW).u32(day.number()).toBytes());
    }

    static byte[] hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] hash(byte[] bytes) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes), HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
