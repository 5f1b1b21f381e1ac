package org.mailstead.dns;

import java.util.Optional;

/** Letters of all scripts written in those of ASCII. RFC 3492. */
final class Punycode {
    // RFC 3492 §5: the parameters of IDNA's profile.
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int FIRST_BIAS = 72;
    private static final int FIRST_CODE = 0x80;

    private Punycode() {}

    /** RFC 3492 §6.3. Takes quadratic time: the caller bounds the length. Empty if a surrogate stands alone. */
    static Optional<String> encode(String label) {
        int[] points = label.codePoints().toArray();
        var out = new StringBuilder();
        for (int point : points) {
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) return Optional.empty();
            if (point < FIRST_CODE) out.append((char) point);
        }
        int basic = out.length();
        int handled = basic;
        if (basic > 0) out.append('-');
        int code = FIRST_CODE;
        int bias = FIRST_BIAS;
        long delta = 0;
        while (handled < points.length) {
            int next = Character.MAX_CODE_POINT;
            for (int point : points) if (point >= code && point < next) next = point;
            delta += (long) (next - code) * (handled + 1);
            code = next;
            for (int point : points) {
                if (point < code) delta++;
                if (point != code) continue;
                putVariable(out, delta, bias);
                bias = adapted(delta, handled + 1, handled == basic);
                delta = 0;
                handled++;
            }
            delta++;
            code++;
        }
        return Optional.of(out.toString());
    }

    private static void putVariable(StringBuilder out, long delta, int bias) {
        long rest = delta;
        for (int k = BASE; ; k += BASE) {
            int threshold = threshold(k, bias);
            if (rest < threshold) break;
            out.append(digit((int) (threshold + (rest - threshold) % (BASE - threshold))));
            rest = (rest - threshold) / (BASE - threshold);
        }
        out.append(digit((int) rest));
    }

    /** RFC 3492 §6.2; empty if {@code text} is not what {@link #encode} makes of anything. */
    static Optional<String> decode(String text) {
        int dash = text.lastIndexOf('-');
        var points = new StringBuilder(dash > 0 ? text.substring(0, dash) : "");
        int count = points.length();
        int code = FIRST_CODE;
        int bias = FIRST_BIAS;
        long i = 0;
        int at = dash > 0 ? dash + 1 : 0;
        while (at < text.length()) {
            long before = i;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                int digit = at < text.length() ? value(text.charAt(at++)) : -1;
                if (digit < 0) return Optional.empty();
                i += digit * weight;
                if (i > Integer.MAX_VALUE) return Optional.empty();
                int threshold = threshold(k, bias);
                if (digit < threshold) break;
                weight *= BASE - threshold;
                if (weight > Integer.MAX_VALUE) return Optional.empty();
            }
            count++;
            bias = adapted(i - before, count, before == 0);
            code += (int) (i / count);
            i %= count;
            boolean character = code <= Character.MAX_CODE_POINT
                    && (code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE);
            if (!character) return Optional.empty();
            points.insert(points.offsetByCodePoints(0, (int) i), Character.toString(code));
            i++;
        }
        return Optional.of(points.toString());
    }

    private static int threshold(int k, int bias) {
        return Math.clamp(k - bias, T_MIN, T_MAX);
    }

    /** RFC 3492 §6.1. */
    private static int adapted(long delta, int count, boolean first) {
        long rest = first ? delta / DAMP : delta / 2;
        rest += rest / count;
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

    private static int value(char c) {
        if (c >= 'a' && c <= 'z') return c - 'a';
        if (c >= 'A' && c <= 'Z') return c - 'A';
        return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
    }
}
