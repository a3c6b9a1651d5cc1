package dev.engram.plugins.datasets;

import dev.engram.spi.IncompatibleException;
import java.io.IOException;
import java.io.Reader;

/**
 * The characters of a text, one after the other, with their line and column. Every line end is a line feed, and a byte
 * order mark is skipped.
 */
final class TextScanner {
    /** What {@link #peek} returns after the last character. */
    static final int END = -1;

    private static final int UNREAD = -2;

    private final Reader in;
    private final String name;
    private int peeked = UNREAD;
    private boolean afterReturn;
    private int line = 1;
    private int column = 1;

    /**
     * @param in a buffered reader
     * @param name name of the text, for messages
     */
    TextScanner(Reader in, String name) throws IOException {
        this.in = in;
        this.name = name;
        if (peek() == '\uFEFF') {
            peeked = UNREAD;
        }
    }

    /** Returns the next character without reading it, or {@link #END}. */
    int peek() throws IOException {
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

    /** Reads a character. */
    int read() throws IOException {
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

    /** Returns the line of the next character, from 1. */
    int line() {
        return line;
    }

    /** Returns the column of the next character, from 1. */
    int column() {
        return column;
    }

    /** Returns an error at a place in the text. */
    IncompatibleException error(int atLine, int atColumn, String message) {
        return new IncompatibleException(name + ":" + atLine + ":" + atColumn + ": " + message);
    }
}
