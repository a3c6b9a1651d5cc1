package dev.engram.engine.spec;

import java.util.List;

/**
 * Something that is varied between cells.
 *
 * @param name the path of what is varied, or {@link #VARIANT}
 */
record Axis(String name, Place place, List<Choice> choices) {
  /** The axis of named variants. */
  static final String VARIANT = "variant";

  /**
   * One value of an axis.
   *
   * @param label the value in short
   * @param shown its part of a cell's name
   * @param value as it is written; the name of a variant
   */
  record Choice(String label, String shown, Node value, List<Change> changes) {
    /** Is this what a user means by {@code n}? */
    boolean meant(Node n) {
      if (n.text().equals(value.text())) {
        return true;
      }
      if (!(n instanceof Node.Scalar given)) {
        return false;
      }
      boolean same = value instanceof Node.Scalar s && Numbers.numeric(s.text()) && Numbers.numeric(given.text())
          && number(s.text()) == number(given.text());
      return same || given.text().equals(label) || given.text().equals(shown);
    }

    private static double number(String text) {
      return text.matches(".*[nN].*") ? Double.NaN : Double.parseDouble(text);
    }
  }
}
