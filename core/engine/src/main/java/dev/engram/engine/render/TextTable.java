package dev.engram.engine.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Tables and paragraphs of a console of some width. */
final class TextTable {
    private static final String GAP = "  ";
    private static final Map<String, String> ABBREVIATIONS = Map.of("multiply-adds", "mult-adds");

    private final StringBuilder out = new StringBuilder();
    private final int width;
    private final boolean ascii;

    /** @param ascii for consoles that cannot show ± and Δ */
    TextTable(int width, boolean ascii) {
        this.width = width;
        this.ascii = ascii;
    }

    int width() {
        return width;
    }

    String text() {
        return out.toString();
    }

    /** The space that columns take after the first one. */
    static int widthOf(List<TextColumn> others) {
        return others.stream().mapToInt(c -> GAP.length() + c.width()).sum();
    }

    <R> List<TextColumn> laidOut(List<Column<R>> columns, List<R> rows) {
        return Column.shownIn(View.TABLE, columns).stream()
                .map(c -> laidOut(c, rows))
                .toList();
    }

    private <R> TextColumn laidOut(Column<R> column, List<R> rows) {
        String heading = plain(ABBREVIATIONS.getOrDefault(column.heading(), column.heading()));
        List<String> texts =
                rows.stream().map(r -> plain(column.text(r, View.TABLE))).toList();
        if (column.unit() == Unit.TEXT) {
            return TextColumn.left(heading, texts);
        }
        return column.unit() == Unit.NUMBER
                ? TextColumn.of(heading, texts.stream().map(TextTable::split).toList())
                : TextColumn.right(heading, texts);
    }

    /** The number before the first space, and the interval after it. */
    private static TextColumn.Text split(String text) {
        int at = text.contains(" ") ? text.indexOf(' ') : text.length();
        return new TextColumn.Text(text.substring(0, at), text.substring(at));
    }

    boolean fits(TextColumn first, List<TextColumn> others) {
        return first.width() + widthOf(others) <= width;
    }

    /** One table if it fits, else as many as it takes, each beginning with the first column. */
    void fit(TextColumn first, List<TextColumn> columns, int rows) {
        fit(first, columns, rows, Map.of());
    }

    /** @param before lines before a row, by its index */
    void fit(TextColumn first, List<TextColumn> columns, int rows, Map<Integer, List<String>> before) {
        List<TextColumn> table = new ArrayList<>();
        for (TextColumn c : columns) {
            table.add(c);
            if (table.size() > 1 && !fits(first, table)) {
                table.remove(table.size() - 1);
                table(first, table, rows, before);
                table = new ArrayList<>(List.of(c));
            }
        }
        if (!table.isEmpty()) {
            table(first, table, rows, before);
        }
    }

    private void table(TextColumn first, List<TextColumn> others, int rows, Map<Integer, List<String>> before) {
        List<TextColumn> columns = new ArrayList<>(List.of(first));
        columns.addAll(others);
        line(join(columns, TextColumn::heading));
        line(join(columns, c -> "─".repeat(c.width())));
        for (int i = 0; i < rows; i++) {
            int row = i;
            before.getOrDefault(i, List.of()).forEach(this::line);
            line(join(columns, c -> c.row(row)));
        }
        before.getOrDefault(rows, List.of()).forEach(this::line);
        line("");
    }

    private static String join(List<TextColumn> columns, Function<TextColumn, String> part) {
        return String.join(GAP, columns.stream().map(part).toList()).stripTrailing();
    }

    void line(String text) {
        out.append(plain(text)).append('\n');
    }

    void wrapped(String sentence) {
        lines("", sentence).forEach(this::line);
    }

    /** The lines of an indented paragraph; all but the first are indented further. */
    List<String> lines(String indent, String paragraph) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(indent);
        boolean empty = true;
        for (String word : plain(paragraph).split(" ")) {
            if (!empty && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(indent + GAP);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }

    /** Our signs in ASCII where that is asked for; names are the user's own. */
    String plain(String text) {
        return ascii
                ? text.replace("±", "+/-")
                        .replace("Δ", "diff.")
                        .replace("…", "~")
                        .replace("─", "-")
                : text;
    }
}
