package org.mailstead.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The shortest time of each command for each size of mailbox. */
final class GrowthTable {
    private final Map<String, double[]> rows = new LinkedHashMap<>();
    private final int columns;

    GrowthTable(int columns) {
        this.columns = columns;
    }

    /** Counts if it is the least so far. */
    void add(String name, int column, double value) {
        double[] row = rows.computeIfAbsent(name, _ -> unmeasured());
        row[column] = Math.min(row[column], value);
    }

    private double[] unmeasured() {
        double[] row = new double[columns];
        Arrays.fill(row, Double.POSITIVE_INFINITY);
        return row;
    }

    /** Each row with how many times the smallest mailbox's time the others took. */
    void print(String title, int[] sizes) {
        head(title, sizes, "   growth");
        rows.forEach((name, row) -> {
            var growth = new StringBuilder("   1");
            for (int i = 1; i < columns; i++) growth.append(String.format(Locale.ROOT, " : %.1f", row[i] / row[0]));
            line(name, row, growth.toString());
        });
    }

    /** Each of these times divided by the other's: below 1 is faster than the other. */
    void printAgainst(GrowthTable other, int[] sizes) {
        head("times the peer's", sizes, "");
        rows.forEach((name, row) -> {
            double[] others = other.rows.get(name);
            if (others == null) return;
            double[] ratio = new double[columns];
            for (int i = 0; i < columns; i++) ratio[i] = row[i] / others[i];
            line(name, ratio, "");
        });
    }

    private static void head(String title, int[] sizes, String after) {
        var head = new StringBuilder(String.format(Locale.ROOT, "%-30s", title));
        for (int size : sizes) head.append(String.format(Locale.ROOT, "%12d", size));
        System.out.println(head + after);
    }

    private static void line(String name, double[] values, String after) {
        var line = new StringBuilder(String.format(Locale.ROOT, "%-30s", name));
        for (double value : values) line.append(String.format(Locale.ROOT, "%12.2f", value));
        System.out.println(line + after);
    }
}
