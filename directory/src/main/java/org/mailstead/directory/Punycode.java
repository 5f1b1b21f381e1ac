package org.mailstead.directory;

import java.util.Optional;

/** The letters of an internationalised domain label as ASCII and back. RFC 3492 §6. */
final class Punycode {
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int FIRST_BIAS = 72;
    private static final int FIRST_CODE_POINT = 128;

    private Punycode() {}

    /** The encoded label without its {@code xn--}. The caller bounds the length: work grows with its square. */
    static String encode(int[] codePoints) {
        var out = new StringBuilder();
        for (int c : codePoints) if (c < FIRST_CODE_POINT) out.append((char) c);
        int basic = out.length();
        if (basic > 0) out.append('-');
        int handled = basic;
        int next = FIRST_CODE_POINT;
        int bias = FIRST_BIAS;
        long delta = 0;
        while (handled < codePoints.length) {
            int lowest = Integer.MAX_VALUE;
            for (int c : codePoints) if (c >= next && c < lowest) lowest = c;
            delta += (long) (lowest - next) * (handled + 1);
            next = lowest;
            for (int c : codePoints) {
                if (c < next) delta++;
                if (c == next) {
                    appendNumber(out, delta, bias);
                    bias = adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            next++;
        }
        return out.toString();
    }

    private static void appendNumber(StringBuilder out, long number, int bias) {
        long rest = number;
        for (int k = BASE; ; k += BASE) {
            int threshold = threshold(k, bias);
            if (rest < threshold) {
                out.append(digit((int) rest));
                return;
            }
            out.append(digit((int) (threshold + (rest - threshold) % (BASE - threshold))));
            rest = (rest - threshold) / (BASE - threshold);
        }
    }

    /** Empty if {@code encoded} is none, for instance because a number in it is larger than any code point needs. */
    static Optional<String> decode(String encoded) {
        int basic = Math.max(0, encoded.lastIndexOf('-'));
        var out = new StringBuilder(encoded.substring(0, basic));
        int length = basic;
        int at = basic > 0 ? basic + 1 : 0;
        long next = FIRST_CODE_POINT;
        int bias = FIRST_BIAS;
        long index = 0;
        while (at < encoded.length()) {
            long before = index;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                if (at == encoded.length()) return Optional.empty();
                int digit = valueOf(encoded.charAt(at++));
                // Both bounds are far above what a label of 63 letters can need and far below what a long holds.
                if (digit < 0 || weight > Integer.MAX_VALUE || index > Integer.MAX_VALUE) return Optional.empty();
                index += digit * weight;
                int threshold = threshold(k, bias);
                if (digit < threshold) break;
                weight *= BASE - threshold;
            }
            length++;
            bias = adapt(index - before, length, before == 0);
            next += index / length;
            index %= length;
            if (next > Character.MAX_CODE_POINT || Character.getType((int) next) == Character.SURROGATE) {
                return Optional.empty();
            }
            out.insert(out.offsetByCodePoints(0, (int) index), Character.toChars((int) next));
            index++;
        }
        return Optional.of(out.toString());
    }

    private static int threshold(int k, int bias) {
        return Math.clamp(k - bias, T_MIN, T_MAX);
    }

    private static int adapt(long delta, int handled, boolean first) {
        long rest = first ? delta / DAMP : delta / 2;
        rest += rest / handled;
        int k = 0;
        while (rest > (BASE - T_MIN) * T_MAX / 2) {
            rest /= BASE - T_MIN;
            k += BASE;
        }
        return (int) (k + (BASE - T_MIN + 1) * rest / (rest + SKEW));
    }

    private static char digit(int value) {
        return (char) (value < 26 ? 'a' + value : '0' + value - 26);
    }

    private static int valueOf(char digit) {
        if (digit >= 'a' && digit <= 'z') return digit - 'a';
        if (digit >= 'A' && digit <= 'Z') return digit - 'A';
        return digit >= '0' && digit <= '9' ? digit - '0' + 26 : -1;
    }
}
