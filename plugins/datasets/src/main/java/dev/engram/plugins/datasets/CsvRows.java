package dev.engram.plugins.datasets;

import dev.engram.spi.Misfit;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a text of separated values, as RFC 4180 writes them: cells may stand in double quotes and then
 * contain the delimiter, line ends and doubled quotes. Beyond it: any line end, a byte order mark, blank
 * lines (left out), spaces around a cell without quotes (left out).
 */
final class CsvRows {
  private static final int END = -1;
  private static final int UNREAD = -2;

  private final Reader in;
  private final String name;
  private final char delimiter;
  private final List<String> cells = new ArrayList<>();
  /** Line and column of each cell: numbers, as text would take longer to make than the cells. */
  private int[] places = new int[16];
  private int peeked = UNREAD;
  private boolean afterReturn;
  private int line = 1;
  private int column = 1;

  /**
   * @param in buffered
   * @param name of the text, for messages
   */
  CsvRows(Reader in, String name, char delimiter) throws IOException {
    this.in = in;
    this.name = name;
    this.delimiter = delimiter;
    if (peek() == '\uFEFF') {
      peeked = UNREAD;
    }
  }

  /** The cells of the next row; null at the end. Valid until the next call. */
  List<String> next() throws IOException {
    while (peek() != END) {
      cells.clear();
      boolean more = true;
      boolean quoted = false;
      while (more) {
        place(cells.size());
        if (peek() == '"') {
          quoted = true;
          cells.add(quoted());
        } else {
          cells.add(plain());
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

  private void place(int cell) {
    if (2 * cell == places.length) {
      places = Arrays.copyOf(places, 2 * places.length);
    }
    places[2 * cell] = line;
    places[2 * cell + 1] = column;
  }

  /** What is wrong with a cell of the current row. */
  Misfit misfit(int cell, String message) {
    return new Misfit(name + ":" + places[2 * cell] + ":" + places[2 * cell + 1] + ": " + message);
  }

  private String plain() throws IOException {
    StringBuilder text = new StringBuilder();
    while (!atEndOfCell()) {
      text.append((char) read());
    }
    return text.toString().strip();
  }

  private String quoted() throws IOException {
    String start = line + ":" + column;
    StringBuilder text = new StringBuilder();
    read();
    while (true) {
      if (peek() == END) {
        throw new Misfit(name + ":" + start + ": the quotes that open here are never closed; close them");
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
      throw new Misfit(name + ":" + line + ":" + column + ": after closing quotes comes '" + (char) peek()
          + "' instead of the delimiter '" + delimiter + "' or the end of the line; write quotes inside quotes twice");
    }
    return text.toString();
  }

  private boolean atEndOfCell() throws IOException {
    int c = peek();
    return c == delimiter || c == '\n' || c == END;
  }

  /** The next character; every line end is a line feed. */
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
