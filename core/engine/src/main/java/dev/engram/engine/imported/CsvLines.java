package dev.engram.engine.imported;

import java.util.ArrayList;
import java.util.List;

/** The fields of CSV (RFC 4180), with the line and the column where each begins. */
final class CsvLines {
    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    private CsvLines(String text) {
        this.text = text;
    }

    /**
     * A field.
     *
     * @param line from 1
     * @param column from 1
     */
    record Field(String text, int line, int column) {}

    /** Returns the rows that are not empty. */
    static List<List<Field>> of(String text) {
        CsvLines lines = new CsvLines(text.startsWith("\uFEFF") ? text.substring(1) : text);
        List<List<Field>> rows = new ArrayList<>();
        while (lines.at < lines.text.length()) {
            List<Field> row = lines.row();
            if (row.size() > 1 || !row.get(0).text().isEmpty()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private List<Field> row() {
        List<Field> row = new ArrayList<>();
        row.add(field());
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            row.add(field());
        }
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
            line++;
            lineStart = at;
        }
        return row;
    }

    private Field field() {
        int startLine = line;
        int column = at - lineStart + 1;
        StringBuilder value = new StringBuilder();
        boolean quoted = at < text.length() && text.charAt(at) == '"';
        if (quoted) {
            at++;
            quoted(value);
        }
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            value.append(text.charAt(at++));
        }
        return new Field(quoted ? value.toString() : value.toString().strip(), startLine, column);
    }

    /** Reads up to the closing quotation mark; two of them are one. */
    private void quoted(StringBuilder value) {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                if (at == text.length() || text.charAt(at) != '"') {
                    return;
                }
                at++;
            } else if (c == '\n') {
                line++;
                lineStart = at;
            }
            value.append(c);
        }
    }
}
