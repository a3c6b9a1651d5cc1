package dev.engram.plugins.datasets;

import dev.engram.spi.IncompatibleException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A reader of rows of separated values as defined by RFC 4180: cells may be in double quotes and then contain the
 * delimiter, line ends and doubled quotes. It also accepts any line end, a byte order mark, blank lines (skipped)
 * and spaces around unquoted cells (removed).
 */
final class CsvReader {
    private final TextScanner in;
    private final char delimiter;
    private final List<String> cells = new ArrayList<>();
    /** Line and column of each cell, as numbers, because creating texts would take longer than reading the cells. */
    private int[] positions = new int[16];

    /**
     * @param in a buffered reader
     * @param name name of the text, for messages
     */
    CsvReader(Reader in, String name, char delimiter) throws IOException {
        this.in = new TextScanner(in, name);
        this.delimiter = delimiter;
    }

    /** Returns the cells of the next row, or null at the end or after an error, which is added to the others. */
    List<String> next(RowErrors errors) throws IOException {
        try {
            return next();
        } catch (IncompatibleException e) {
            errors.add(line(), e);
            return null;
        }
    }

    /** Returns the cells of the next row, or null at the end. The list is valid until the next call. */
    List<String> next() throws IOException {
        while (in.peek() != TextScanner.END) {
            cells.clear();
            boolean more = true;
            boolean quoted = false;
            while (more) {
                recordPosition(cells.size());
                if (in.peek() == '"') {
                    quoted = true;
                    cells.add(readQuoted());
                } else {
                    cells.add(readUnquoted());
                }
                more = in.peek() == delimiter;
                in.read();
            }
            if (quoted || cells.size() > 1 || !cells.get(0).isEmpty()) {
                return cells;
            }
        }
        return null;
    }

    /** Returns the line in which the current row begins. */
    int line() {
        return positions[0];
    }

    private void recordPosition(int cell) {
        if (2 * cell == positions.length) {
            positions = Arrays.copyOf(positions, 2 * positions.length);
        }
        positions[2 * cell] = in.line();
        positions[2 * cell + 1] = in.column();
    }

    /** Returns an error at a cell of the current row. */
    IncompatibleException error(int cell, String message) {
        return in.error(positions[2 * cell], positions[2 * cell + 1], message);
    }

    private String readUnquoted() throws IOException {
        StringBuilder text = new StringBuilder();
        while (!atEndOfCell()) {
            text.append((char) in.read());
        }
        return text.toString().strip();
    }

    private String readQuoted() throws IOException {
        int line = in.line();
        int column = in.column();
        StringBuilder text = new StringBuilder();
        in.read();
        while (true) {
            if (in.peek() == TextScanner.END) {
                throw in.error(line, column, "the quotes that open here are never closed; close them");
            }
            int c = in.read();
            if (c == '"') {
                if (in.peek() != '"') {
                    break;
                }
                in.read();
            }
            text.append((char) c);
        }
        if (!atEndOfCell()) {
            throw in.error(
                    in.line(),
                    in.column(),
                    "after closing quotes there is '" + (char) in.peek() + "' instead of the delimiter '" + delimiter
                            + "' or the end of the line; write a quote inside quotes twice");
        }
        return text.toString();
    }

    private boolean atEndOfCell() throws IOException {
        int c = in.peek();
        return c == delimiter || c == '\n' || c == TextScanner.END;
    }
}
