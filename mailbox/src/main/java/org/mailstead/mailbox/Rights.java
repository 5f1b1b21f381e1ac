package org.mailstead.mailbox;

import java.util.Optional;

/**
 * A set of {@link Right}s. Written as letters; the two of RFC 2086 that later were split are understood and written
 * beside their parts: {@code c} is {@code kx}, {@code d} is {@code te}. RFC 4314 §2.1.1.
 *
 * @param bits one for each right, by {@link Right#bit}
 */
public record Rights(int bits) {
    public static final Rights NONE = new Rights(0);
    public static final Rights ALL = new Rights((1 << Right.values().length) - 1);

    private static final Rights OLD_CREATE = of(Right.CREATE, Right.DELETE_MAILBOX);
    private static final Rights OLD_DELETE = of(Right.DELETE_MESSAGES, Right.EXPUNGE);

    public Rights {
        bits &= (1 << Right.values().length) - 1;
    }

    public static Rights of(Right... rights) {
        int bits = 0;
        for (Right right : rights) bits |= right.bit();
        return new Rights(bits);
    }

    /** Empty if there is a letter that stands for no right; capitals stand for none. */
    public static Optional<Rights> parse(String letters) {
        Rights all = NONE;
        for (int i = 0; i < letters.length(); i++) {
            Rights one = ofLetter(letters.charAt(i));
            if (one.isEmpty()) return Optional.empty();
            all = all.plus(one);
        }
        return Optional.of(all);
    }

    private static Rights ofLetter(char letter) {
        if (letter == 'c') return OLD_CREATE;
        if (letter == 'd') return OLD_DELETE;
        for (Right right : Right.values()) if (right.letter() == letter) return of(right);
        return NONE;
    }

    public boolean has(Right right) {
        return (bits & right.bit()) != 0;
    }

    public boolean hasAny(Rights others) {
        return (bits & others.bits) != 0;
    }

    public boolean hasAll(Rights others) {
        return (bits & others.bits) == others.bits;
    }

    public boolean isEmpty() {
        return bits == 0;
    }

    public Rights plus(Rights others) {
        return new Rights(bits | others.bits);
    }

    public Rights minus(Rights others) {
        return new Rights(bits & ~others.bits);
    }

    /** The flags somebody with these rights may set and clear: bits of {@link FlagBits}, all keywords or none. */
    public long flags() {
        long flags = 0;
        if (has(Right.SEEN)) flags |= FlagBits.SEEN;
        if (has(Right.DELETE_MESSAGES)) flags |= FlagBits.DELETED;
        if (has(Right.WRITE)) flags |= ~(FlagBits.SEEN | FlagBits.DELETED);
        return flags;
    }

    /** The letters, with {@code c} and {@code d} where any part of them is there. */
    @Override
    public String toString() {
        var letters = new StringBuilder();
        for (Right right : Right.values()) {
            // The old letters stand before the last one, as older clients show them.
            if (right == Right.ADMINISTER) {
                if (hasAny(OLD_CREATE)) letters.append('c');
                if (hasAny(OLD_DELETE)) letters.append('d');
            }
            if (has(right)) letters.append(right.letter());
        }
        return letters.toString();
    }
}
