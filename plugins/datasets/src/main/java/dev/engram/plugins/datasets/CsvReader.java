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
    private static final int END = -1;
    private static final int UNREAD = -2;

    private final Reader in;
    private final String name;
    private final char delimiter;
    private final List<String> cells = new ArrayList<>();
    /** Line and column of each cell, as numbers, because creating texts would take longer than reading the cells. */
    private int[] positions = new int[16];

    private int peeked = UNREAD;
    private boolean afterReturn;
    private int line = 1;
    private int column = 1;

    /**
     * @param in a buffered reader
     * @param name name of the text, for messages
     */
    CsvReader(Reader in, String name, char delimiter) throws IOException {
        this.in = in;
        this.name = name;
        this.delimiter = delimiter;
        if (peek() == '\uFEFF') {
            peeked = UNREAD;
        }
    }

    /** Returns the cells of the next row, or null at the end. The list is valid until the next call. */
    List<String> next() throws IOException {
        while (peek() != END) {
            cells.clear();
            boolean more = true;
            boolean quoted = false;
            while (more) {
                recordPosition(cells.size());
                if (peek() == '"') {
                    quoted = true;
                    cells.add(readQuoted());
                } else {
                    cells.add(readUnquoted());
                }
                more = peek() == delimiter;
                read();
            }
            if (quoted || cells.size() > 1 || !cells.get(0).isEmpty()) {
                return cells;
            }
        }
        return null;
    }

    private void recordPosition(int cell) {
        if (2 * cell == positions.length) {
            positions = Arrays.copyOf(positions, 2 * positions.length);
        }
        positions[2 * cell] = line;
        positions[2 * cell + 1] = column;
    }

    /** Returns an error at a cell of the current row. */
    IncompatibleException error(int cell, String message) {
        return new IncompatibleException(
                name + ":" + positions[2 * cell] + ":" + positions[2 * cell + 1] + ": " + message);
    }

    private String readUnquoted() throws IOException {
        StringBuilder text = new StringBuilder();
        while (!atEndOfCell()) {
            text.append((char) read());
        }
        return text.toString().strip();
    }

    private String readQuoted() throws IOException {
        String start = line + ":" + column;
        StringBuilder text = new StringBuilder();
        read();
        while (true) {
            if (peek() == END) {
                throw new IncompatibleException(
                        name + ":" + start + ": the quotes that open here are never closed; close them");
            }
            int c = read();
            if (c == '"') {
                if (peek() != '"') {
                    break;
                }
                read();
            }
            text.append((char) c);
        }
        if (!atEndOfCell()) {
            throw new IncompatibleException(name + ":" + line + ":" + column + ": after closing quotes there is '"
                    + (char) peek() + "' instead of the delimiter '" + delimiter
                    + "' or the end of the line; write a quote inside quotes twice");
        }
        return text.toString();
    }

    private boolean atEndOfCell() throws IOException {
        int c = peek();
        return c == delimiter || c == '\n' || c == END;
    }

    /** Returns the next character; every line end is a line feed. */
    private int peek() throws IOException {
        if (peeked == UNREAD) {
            int c = in.read();
            if (c == '\n' && afterReturn) {
                c = in.read();
            }
            afterReturn = c == '\r';
            peeked = afterReturn ? '\n' : c;
        }
        return peeked;
    }

    private int read() throws IOException {
        int c = peek();
        peeked = UNREAD;
        if (c == '\n') {
            line++;
            column = 1;
        } else {
            column++;
        }
        return c;
    }
}
