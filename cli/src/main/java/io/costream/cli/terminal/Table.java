package io.costream.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Lines of aligned columns: names to the left, figures to the right. Not thread-safe. */
public final class Table {
    private static final String GAP = "   ";
    private static final int WIDEST = 48;

    /** Where a column's values stand. */
    public enum Side {
        LEFT,
        RIGHT
    }

    private final List<Side> sides;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<Side> sides) {
        this.sides = List.copyOf(sides);
    }

    /** One character a column: {@code l} for names, {@code r} for figures. */
    public static Table of(String columns) {
        return new Table(columns.chars()
                .mapToObj(column -> column == 'r' ? Side.RIGHT : Side.LEFT)
                .toList());
    }

    public Table row(String... values) {
        if (values.length != sides.size()) {
            throw new IllegalArgumentException(values.length + " values for " + sides.size() + " columns");
        }
        List<String> row = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            // Nothing stands behind the last column, so it may be a sentence.
            boolean fits = i == values.length - 1 || values[i].length() <= WIDEST;
            row.add(fits ? values[i] : values[i].substring(0, WIDEST - 1) + "…");
        }
        rows.add(row);
        return this;
    }

    /** The lines, each indented by two blanks. */
    public List<String> lines() {
        int[] widths = new int[sides.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder("  ");
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - width(row.get(i)));
            line.append(i == 0 ? "" : GAP)
                    .append(sides.get(i) == Side.RIGHT ? padding + row.get(i) : row.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
