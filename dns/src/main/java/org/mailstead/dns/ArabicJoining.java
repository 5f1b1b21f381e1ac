package org.mailstead.dns;

/**
 * Which letters of the Arabic script join their neighbours: between two that would, a mark that keeps them apart has a meaning,
 * and Persian names are full of it. RFC 5892 §A.1. The JDK does not know joining types; other scripts that join (Syriac, N'Ko)
 * are not used for names with that mark.
 */
final class ArabicJoining {
    private static final int FIRST = 0x620;
    private static final int LAST = 0x6ff;

    /** Letters that join only what stands before them, as first and last of a range. */
    private static final int[] BEFORE_ONLY = {
        0x622, 0x625, 0x627, 0x627, 0x629, 0x629, 0x62f, 0x632, 0x648, 0x648, 0x671, 0x673, 0x675, 0x677, 0x688, 0x699,
        0x6c0, 0x6c0, 0x6c3, 0x6cb, 0x6cd, 0x6cd, 0x6cf, 0x6cf, 0x6d2, 0x6d3, 0x6d5, 0x6d5, 0x6ee, 0x6ef
    };

    private ArabicJoining() {}

    /** Whether the letters on both sides, marks left aside, would join. */
    static boolean isBetween(int[] points, int at) {
        int before = at - 1;
        while (before >= 0 && isMark(points[before])) before--;
        int after = at + 1;
        while (after < points.length && isMark(points[after])) after++;
        return before >= 0
                && after < points.length
                && joins(points[before])
                && !isBeforeOnly(points[before])
                && joins(points[after]);
    }

    private static boolean isMark(int point) {
        return Character.getType(point) == Character.NON_SPACING_MARK;
    }

    private static boolean joins(int point) {
        boolean alone = point == 0x621 || point == 0x674;
        return point >= FIRST && point <= LAST && Character.getType(point) == Character.OTHER_LETTER && !alone;
    }

    private static boolean isBeforeOnly(int point) {
        for (int i = 0; i < BEFORE_ONLY.length; i += 2)
            if (point >= BEFORE_ONLY[i] && point <= BEFORE_ONLY[i + 1]) return true;
        return false;
    }
}
